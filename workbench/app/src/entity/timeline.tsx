import { Timeline as Line, Typography } from "antd";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { isAbort, type HubError } from "../ask/problems";
import { asHubError, useAsk } from "../ask/use-ask";
import { useTongue } from "../i18n/words";
import { propLabel, type LinkField } from "../model/model";
import { Failure, Loading, Nothing } from "../shell/states";
import { inParts, linkFields, linkProps, timelineQuestion, type EdgePage, type Facts } from "./compose";
import { happenings, type Happening } from "./happenings";
import { useCounts } from "./use-counts";

const FIRST = 50;
const FIELDS = 5;

interface TimelineProps {
  readonly id: string;
  readonly kind: string;
  readonly facts: Facts;
}

/** What happened when, the latest first. Where there are too many links of a kind, it says so. */
export function Timeline({ id, kind, facts }: TimelineProps) {
  const { words, language, format } = useTongue();
  const { counts, asking } = useCounts(kind, id);
  const put = useAsk();
  const [pages, setPages] = useState<ReadonlyMap<LinkField, EdgePage>>(new Map());
  const [open, setOpen] = useState(true);
  const [error, setError] = useState<HubError | null>(null);
  const filled = linkFields(kind)
    .filter((field) => (counts.get(field.name) ?? 0) > 0)
    .map((field) => field.name)
    .join(" ");

  useEffect(() => {
    if (asking) return undefined;
    const ending = new AbortController();
    const fields = linkFields(kind).filter((field) => filled.split(" ").includes(field.name));
    setPages(new Map());
    setError(null);
    setOpen(true);
    const parts = inParts(fields, FIELDS).map((part) =>
      put(timelineQuestion(kind, part), { id, first: FIRST, after: null }, ending.signal).then(({ data }) => {
        const found = part.flatMap((field) => {
          const page = data.node?.[field.name] ?? null;
          return page === null ? [] : [[field, page] as const];
        });
        setPages((was) => new Map([...was, ...found]));
      }),
    );
    Promise.all(parts).then(
      () => setOpen(false),
      (reason: unknown) => {
        if (isAbort(reason)) return;
        setOpen(false);
        setError(asHubError(reason));
      },
    );
    return () => ending.abort();
  }, [put, kind, id, filled, asking]);

  const found = happenings(kind, facts, pages, linkProps);
  const cut = [...pages].filter(([, page]) => page.pageInfo.hasNextPage);
  return (
    <>
      {error !== null && <Failure error={error} />}
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
      {found.length === 0 && !asking && !open && <Nothing text={words.entity.emptyTimeline} />}
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
