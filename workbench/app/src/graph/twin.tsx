import { Flex, Table, Tabs, Tag, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { SourceText } from "../entity/source-text";
import { Why } from "../entity/why";
import { ExportButton } from "../export/export-button";
import type { Table as Exported } from "../export/table";
import { useTongue } from "../i18n/words";
import { entityLabel, entityOf, linkLabel } from "../model/model";
import { looksMasked } from "../model/values";
import type { Flagged } from "./chart/flag-marks";
import type { Knowledge, LinkFacts } from "./chart/knowledge";
import type { ShownNode, Visible } from "./chart/visible";
import { leftOut } from "./left-out";
import type { Chosen } from "./drawing/drawing";
import { useDetailText, useNames } from "./naming";

interface TwinProps {
  readonly seen: Visible;
  readonly known: Knowledge;
  readonly flagged: Flagged;
  readonly chosen: Chosen;
  readonly setChosen: (chosen: Chosen) => void;
}

interface LinkRow {
  readonly row: string;
  readonly key: string;
  readonly record: LinkFacts;
}

const PAGE = { defaultPageSize: 50, showSizeChanger: true, pageSizeOptions: [20, 50, 200], hideOnSinglePage: true, size: "small" as const };

const compare = (one: string | null, other: string | null): number => (one ?? "").localeCompare(other ?? "", "zh-CN");

/** The same chart as tables: to sort, to read aloud, to choose from; what is chosen here is chosen in the drawing. */
export function Twin({ seen, known, flagged, chosen, setChosen }: TwinProps) {
  const { words, format } = useTongue();
  return (
    <Tabs
      size="small"
      className="twin"
      items={[
        {
          key: "nodes",
          label: `${words.graph.nodes} (${format.number(seen.nodes.length)})`,
          children: <Nodes seen={seen} known={known} flagged={flagged} chosen={chosen} setChosen={setChosen} />,
        },
        {
          key: "links",
          label: `${words.graph.links} (${format.number(seen.links.length)})`,
          children: <Links seen={seen} known={known} flagged={flagged} chosen={chosen} setChosen={setChosen} />,
        },
      ]}
    />
  );
}

function FlagCount({ count }: { readonly count: number | undefined }) {
  const { words, format } = useTongue();
  return count === undefined ? null : <Tag>{words.graph.flagCount(format.number(count))}</Tag>;
}

function Nodes({ seen, known, flagged, chosen, setChosen }: TwinProps) {
  const { words, language, format } = useTongue();
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
          {facts.until !== null && <Tag>{words.entity.endedMark}</Tag>}
        </>
      ),
    },
    {
      title: words.entity.source,
      render: (_, { facts }) => <SourceText source={facts.provenance} />,
      sorter: (one, other) => compare(one.facts.provenance.source, other.facts.provenance.source),
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
      facts.provenance.source,
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
      <ExportButton table={table} told={known.told} disabled={seen.nodes.length === 0} />
    </Flex>
  );
}

function Links({ seen, known, flagged, chosen, setChosen }: TwinProps) {
  const { words, language, format } = useTongue();
  const { name, read } = useNames(known);
  const detailText = useDetailText();
  const rows: readonly LinkRow[] = seen.links.flatMap(({ key, records }) => records.map((record, at) => ({ row: `${key} ${at}`, key, record })));
  const day = (value: string | null): string => (value === null ? "" : format.day(value));
  const columns: TableColumnsType<LinkRow> = [
    { title: words.graph.from, render: (_, { record }) => name(record.source), sorter: (one, other) => compare(name(one.record.source), name(other.record.source)) },
    { title: words.entity.kind, render: (_, { record }) => linkLabel(record.kind, language), sorter: (one, other) => compare(one.record.kind, other.record.kind) },
    { title: words.graph.to, render: (_, { record }) => name(record.target), sorter: (one, other) => compare(name(one.record.target), name(other.record.target)) },
    { title: words.graph.details, render: (_, { record }) => detailText(record) },
    { title: words.entity.since, render: (_, { record }) => day(record.since), sorter: (one, other) => compare(one.record.since, other.record.since) },
    { title: words.entity.until, render: (_, { record }) => day(record.until), sorter: (one, other) => compare(one.record.until, other.record.until) },
    {
      title: words.flags.title,
      render: (_, { key }) => <FlagCount count={flagged.links.get(key)} />,
      sorter: (one, other) => (flagged.links.get(one.key) ?? 0) - (flagged.links.get(other.key) ?? 0),
    },
    {
      title: words.entity.source,
      render: (_, { record }) => <SourceText source={record.provenance} />,
      sorter: (one, other) => compare(one.record.provenance.source, other.record.provenance.source),
    },
  ];
  const table = (): Exported => ({
    name: "graph-links",
    columns: [words.graph.from, words.entity.kind, words.graph.to, words.graph.details, words.entity.since, words.entity.until, words.entity.source, words.entity.assertedBy, words.entity.lastSeen, words.flags.title],
    rows: rows.map(({ key, record }) => [
      name(record.source),
      linkLabel(record.kind, language),
      name(record.target),
      detailText(record),
      record.since,
      record.until,
      record.provenance.source,
      record.provenance.assertedBy.join(" "),
      record.provenance.lastSeen,
      flagged.links.get(key) ?? 0,
    ]),
    missing: leftOut(seen, words, format),
  });
  const keys = new Set(chosen.links);
  return (
    <Flex vertical gap="small">
      <Table<LinkRow>
        rowKey="row"
        size="small"
        dataSource={[...rows]}
        columns={columns}
        pagination={PAGE}
        rowSelection={{
          selectedRowKeys: rows.filter(({ key }) => keys.has(key)).map(({ row }) => row),
          getCheckboxProps: ({ record }) => ({ "aria-label": words.graph.choose(read(record)) }),
          onChange: (_, picked) => setChosen({ ...chosen, links: [...new Set(picked.map(({ key }) => key))] }),
        }}
      />
      <ExportButton table={table} told={known.told} disabled={rows.length === 0} />
    </Flex>
  );
}
