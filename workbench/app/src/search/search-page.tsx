import { Button, Flex, Table, Tag, Typography } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { opensGraph, useBasis } from "../basis/basis";
import { NeedsBasis } from "../basis/needs-basis";
import { useTongue } from "../i18n/words";
import { entityLabel, valueKindLabel } from "../model/model";
import { Page } from "../shell/page";
import { Failure, Loading, Nothing } from "../shell/states";
import { Apart, KindTag, useWhy } from "./hit";
import { useSearching, worthAsking, type Hit } from "./searching";
import { useSearch } from "./use-search";

/** The most the hub gives at once. */
const MOST = 50;

/** Everything found for what stands in the box; also the first page. */
export function SearchPage() {
  const { words, language } = useTongue();
  const { text } = useSearching();
  const { purpose } = useBasis();
  const { asking, answer, error, again } = useSearch(text, MOST);
  const found = answer?.data.search ?? null;
  const asked = worthAsking(text);
  return (
    <Page title={asked ? words.search.title : words.search.start}>
      {!opensGraph(purpose) && <NeedsBasis />}
      {!asked && <Start />}
      {asked && error !== null && <Failure error={error} again={again} />}
      {asked && error === null && found === null && asking && <Loading />}
      {asked && found !== null && (
        <>
          {found.recognisedAs.length > 0 && (
            <Flex gap="small" align="center">
              <Typography.Text type="secondary">{words.search.recognised}</Typography.Text>
              {found.recognisedAs.map((kind) => (
                <Tag key={kind}>{valueKindLabel(kind, language)}</Tag>
              ))}
            </Flex>
          )}
          {found.hits.length === 0 ? (
            <Nothing text={words.search.none} hint={words.search.noneHint} />
          ) : (
            <Hits hits={found.hits} more={found.moreExist} />
          )}
        </>
      )}
    </Page>
  );
}

function Start() {
  const { words } = useTongue();
  const { recent, setText } = useSearching();
  return (
    <>
      <Typography.Paragraph className="lead">{words.search.startText}</Typography.Paragraph>
      <Typography.Paragraph type="secondary">
        {[words.search.placeholder, words.search.key, words.search.keys].join(" · ")}
      </Typography.Paragraph>
      {recent.length > 0 && (
        <Flex gap="small" wrap align="center">
          <Typography.Text type="secondary">{words.search.recent}</Typography.Text>
          {recent.map((text) => (
            <Typography.Link key={text} onClick={() => setText(text)}>
              {text}
            </Typography.Link>
          ))}
        </Flex>
      )}
    </>
  );
}

function Hits({ hits, more }: { readonly hits: readonly Hit[]; readonly more: boolean }) {
  const { words, language, format } = useTongue();
  const why = useWhy();
  const [chosen, setChosen] = useState<string | null>(null);
  const kinds = new Map<string, number>();
  for (const { node } of hits) kinds.set(node.__typename, (kinds.get(node.__typename) ?? 0) + 1);
  // Other words find other kinds.
  const kind = chosen !== null && kinds.has(chosen) ? chosen : null;
  return (
    <>
      {kinds.size > 1 && (
        <Flex gap="small" wrap role="group" aria-label={words.search.kind}>
          {[null, ...kinds.keys()].map((each) => (
            <Button key={each ?? ""} size="small" type={each === kind ? "primary" : "default"} aria-pressed={each === kind} onClick={() => setChosen(each)}>
              {each === null ? words.search.allKinds : entityLabel(each, language)}
              <span className="count">{format.number(each === null ? hits.length : (kinds.get(each) ?? 0))}</span>
            </Button>
          ))}
        </Flex>
      )}
      <Table<Hit>
        rowKey={(hit) => hit.node.id}
        dataSource={hits.filter(({ node }) => kind === null || node.__typename === kind)}
        pagination={false}
        size="middle"
        columns={[
          { title: words.search.kind, width: 200, render: (_, hit) => <KindTag kind={hit.node.__typename} /> },
          {
            title: words.search.name,
            render: (_, hit) => (
              <Link to={`/entity/${encodeURIComponent(hit.node.id)}`}>{hit.node.label ?? words.common.unknown}</Link>
            ),
          },
          { title: words.search.apart, render: (_, hit) => <Apart apart={hit.apart} /> },
          { title: words.search.why, render: (_, hit) => why(hit) },
        ]}
      />
      {more && <Typography.Paragraph type="secondary">{words.search.more}</Typography.Paragraph>}
    </>
  );
}
