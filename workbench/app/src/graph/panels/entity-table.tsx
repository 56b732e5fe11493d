import { Flex, Table, Tag, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { SourceText } from "../../entity/source-text";
import { useFeedText } from "../../entity/use-feed-text";
import { Why } from "../../entity/why";
import { ExportButton } from "../../export/export-button";
import type { Table as Exported } from "../../export/table";
import { useTongue } from "../../i18n/words";
import { entityLabel, entityOf } from "../../model/model";
import { looksMasked } from "../../model/values";
import { hasEnded } from "../chart/days";
import type { ShownNode } from "../chart/visible";
import { useGraph } from "./graph-context";
import { leftOut } from "./left-out";
import { compare, FlagCount, PAGE } from "./table-parts";

/** The entities of the chart. */
export function EntityTable() {
  const { seen, known, flagged, chosen, setChosen } = useGraph();
  const { words, language, format } = useTongue();
  const feedText = useFeedText();
  const degree = new Map<string, number>();
  for (const { source, target } of seen.links) for (const id of [source, target]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const columns: TableColumnsType<ShownNode> = [
    {
      title: words.search.kind,
      render: (_, { facts }) => entityLabel(facts.kind, language),
      sorter: (one, other) => compare(entityLabel(one.facts.kind, language), entityLabel(other.facts.kind, language)),
    },
    {
      title: words.search.name,
      render: (_, { id, facts }) => (
        <span className="linked">
          <Link to={`/entity/${encodeURIComponent(id)}`}>{facts.label ?? words.common.unknown}</Link>
          {looksMasked(facts.label) && <Why masked id={id} field={entityOf(facts.kind)?.caption ?? ""} label={facts.label ?? ""} />}
        </span>
      ),
      sorter: (one, other) => compare(one.facts.label, other.facts.label),
    },
    {
      title: words.graph.links,
      align: "right",
      render: (_, { id }) => format.number(degree.get(id) ?? 0),
      sorter: (one, other) => (degree.get(one.id) ?? 0) - (degree.get(other.id) ?? 0),
    },
    {
      title: words.entity.since,
      render: (_, { facts }) => (facts.begins === null ? "" : format.day(facts.begins.slice(0, 10))),
      sorter: (one, other) => compare(one.facts.begins, other.facts.begins),
    },
    {
      title: words.flags.title,
      render: (_, { id }) => <FlagCount count={flagged.nodes.get(id)} />,
      sorter: (one, other) => (flagged.nodes.get(one.id) ?? 0) - (flagged.nodes.get(other.id) ?? 0),
    },
    {
      title: words.graph.state,
      render: (_, { pinned, group, facts }) => (
        <>
          {pinned && <Tag>{words.graph.pinned}</Tag>}
          {group !== null && <Tag>{words.graph.groupName(group.replace("group-", ""))}</Tag>}
          {hasEnded(facts.until) && <Tag>{words.entity.endedMark}</Tag>}
        </>
      ),
    },
    {
      title: words.entity.source,
      render: (_, { facts }) => <SourceText source={facts.provenance} />,
      sorter: (one, other) => compare(feedText(one.facts.provenance.source), feedText(other.facts.provenance.source)),
    },
  ];
  const table = (): Exported => ({
    name: "graph-entities",
    columns: [words.search.kind, words.search.name, words.graph.links, words.entity.since, words.entity.until, words.entity.source, words.entity.lastSeen, words.flags.title],
    rows: seen.nodes.map(({ id, facts }) => [
      entityLabel(facts.kind, language),
      facts.label,
      degree.get(id) ?? 0,
      facts.begins,
      facts.until,
      feedText(facts.provenance.source),
      facts.provenance.lastSeen,
      flagged.nodes.get(id) ?? 0,
    ]),
    missing: leftOut(seen, words, format),
  });
  return (
    <Flex vertical gap="small">
      <Table<ShownNode>
        rowKey="id"
        size="small"
        dataSource={[...seen.nodes]}
        columns={columns}
        pagination={PAGE}
        rowSelection={{
          selectedRowKeys: [...chosen.nodes],
          preserveSelectedRowKeys: true,
          getCheckboxProps: ({ facts }) => ({ "aria-label": words.graph.choose(facts.label ?? words.common.unknown) }),
          onChange: (keys) => setChosen({ ...chosen, nodes: keys.map(String) }),
        }}
      />
      <ExportButton table={table} extensions={known.extensions} disabled={seen.nodes.length === 0} />
    </Flex>
  );
}
