import { Timeline as Line, Typography } from "antd";
import { Link } from "react-router";
import { together, useQuestions } from "../ask/use-question";
import { useTongue } from "../i18n/words";
import { propLabel, type LinkField } from "../model/model";
import { Failure, Loading, Nothing } from "../shell/states";
import { linkFields, linkProps, timelineParts, timelineQuestion, type EdgePage, type Facts } from "./compose";
import { happenings, type Happening } from "./happenings";
import { useCounts } from "./use-counts";

const FIRST = 50;

interface TimelineProps {
  readonly id: string;
  readonly kind: string;
  readonly facts: Facts;
}

/** What happened when, the latest first. Where there are too many links of a kind, it says so. */
export function Timeline({ id, kind, facts }: TimelineProps) {
  const { words, language, format } = useTongue();
  const { counts, asking, error: uncounted, again: countAgain } = useCounts(kind, id);
  const filled = linkFields(kind).filter((field) => (counts.get(field.name) ?? 0) > 0);
  // Parts of all that there may be, so that the questions are few and known beforehand (src/trusted.ts).
  const parts = asking ? [] : timelineParts(kind).filter((part) => part.some((field) => filled.includes(field)));
  const answered = useQuestions(parts.map((part) => ({ question: timelineQuestion(kind, part), variables: { id, first: FIRST, after: null } })));
  const { asking: open, error, again } = together(answered);
  const pages = new Map(
    parts.flatMap((part, at) =>
      part.flatMap((field): [LinkField, EdgePage][] => {
        const page = answered[at]?.answer?.data.node?.[field.name] ?? null;
        return page === null ? [] : [[field, page]];
      }),
    ),
  );

  const found = happenings(kind, facts, pages, linkProps);
  const cut = [...pages].filter(([, page]) => page.pageInfo.hasNextPage);
  return (
    <>
      {uncounted !== null && <Failure error={uncounted} again={countAgain} />}
      {error !== null && <Failure error={error} again={again} />}
      {cut.length > 0 && (
        <Typography.Paragraph type="secondary">
          {cut
            .map(
              ([field, page]) =>
                `${propLabel(field, language)}: ${words.common.of(format.number(page.edges.length), format.number(page.totalCount))}`,
            )
            .join(" · ")}
        </Typography.Paragraph>
      )}
      {(asking || open) && <Loading rows={6} />}
      {found.length === 0 && !asking && !open && error === null && uncounted === null && <Nothing text={words.entity.emptyTimeline} />}
      <Line
        className="timeline"
        items={found.map((each, index) => ({
          key: index,
          color: each.what === "ends" ? "gray" : each.what === "fact" ? "green" : "blue",
          content: <Entry happening={each} />,
        }))}
      />
    </>
  );
}

function Entry({ happening }: { readonly happening: Happening }) {
  const { words, language, format } = useTongue();
  const day = happening.day.length > 10 ? format.time(happening.day) : format.day(happening.day);
  const what =
    happening.what === "fact"
      ? propLabel(happening.prop, language)
      : happening.what === "dated"
        ? `${propLabel(happening.field, language)}: ${propLabel(happening.prop, language)}`
        : `${propLabel(happening.field, language)}: ${happening.what === "begins" ? words.entity.begins : words.entity.ends}`;
  return (
    <div className="happening">
      <time dateTime={happening.day}>{day}</time>
      <span>{what}</span>
      {happening.what !== "fact" && (
        <Link to={`/entity/${encodeURIComponent(happening.edge.node.id)}`}>
          {happening.edge.node.label ?? words.common.unknown}
        </Link>
      )}
    </div>
  );
}
