import { Flex, Table, Tag, Typography } from "antd";
import { Link } from "react-router";
import { opensGraph, useBasis } from "../basis/basis";
import { NeedsBasis } from "../basis/needs-basis";
import { useTongue } from "../i18n/words";
import { spelled } from "../model/model";
import { Page } from "../shell/page";
import { Failure, Loading, Nothing, Problems } from "../shell/states";
import { KindTag, useWhy } from "./hit";
import { useSearch, useSearching, worthAsking, type Hit } from "./searching";

/** The most the hub gives at once. */
const MOST = 50;

/** Everything found for what stands in the box; also the first page. */
export function SearchPage() {
  const { words } = useTongue();
  const { text } = useSearching();
  const { purpose } = useBasis();
  const { asking, answer, error } = useSearch(text, MOST);
  const found = answer?.data.search ?? null;
  const asked = worthAsking(text);
  return (
    <Page title={asked ? words.search.title : words.search.start}>
      {!opensGraph(purpose) && <NeedsBasis />}
      {!asked && <Start />}
      {asked && error !== null && <Failure error={error} />}
      {asked && error === null && found === null && asking && <Loading />}
      {asked && found !== null && (
        <>
          <Problems problems={answer?.problems ?? []} />
          {found.recognisedAs.length > 0 && (
            <Flex gap="small" align="center">
              <Typography.Text type="secondary">{words.search.recognised}</Typography.Text>
              {found.recognisedAs.map((kind) => (
                <Tag key={kind}>{spelled(kind)}</Tag>
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
  const { words } = useTongue();
  const why = useWhy();
  return (
    <>
      <Table<Hit>
        rowKey={(hit) => hit.node.id}
        dataSource={hits as Hit[]}
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
          { title: words.search.why, render: (_, hit) => why(hit) },
        ]}
      />
      {more && <Typography.Paragraph type="secondary">{words.search.more}</Typography.Paragraph>}
    </>
  );
}
