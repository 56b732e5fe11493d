import { Button, Flex, Table, Typography } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useTongue } from "../i18n/words";
import { entityLabel } from "../model/model";
import { Apart, KindTag, useWhy } from "./hit";
import { HitActions } from "./hit-actions";
import type { Hit } from "./searching";

/** What was found as a table, of one kind or of all. */
export default function Hits({ hits, more }: { readonly hits: readonly Hit[]; readonly more: boolean }) {
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
          { title: words.entity.actions, render: (_, hit) => <HitActions hit={hit} /> },
        ]}
      />
      {more && <Typography.Paragraph type="secondary">{words.search.more}</Typography.Paragraph>}
    </>
  );
}
