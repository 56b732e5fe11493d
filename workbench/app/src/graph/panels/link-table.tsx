import { Flex, Table, type TableColumnsType } from "antd";
import { SourceText } from "../../entity/source-text";
import { useFeedText } from "../../entity/use-feed-text";
import { ExportButton } from "../../export/export-button";
import type { Table as Exported } from "../../export/table";
import { useTongue } from "../../i18n/words";
import { linkLabel } from "../../model/model";
import type { LinkFacts } from "../chart/knowledge";
import { useGraph } from "./graph-context";
import { leftOut } from "./left-out";
import { compare, FlagCount, PAGE } from "./table-parts";
import { useDetailText, useNames } from "./use-names";

interface LinkRow {
  readonly row: string;
  readonly key: string;
  readonly record: LinkFacts;
}

/** The links of the chart, one row for each record. */
export function LinkTable() {
  const { seen, known, flagged, chosen, setChosen } = useGraph();
  const { words, language, format } = useTongue();
  const { name, read } = useNames(known);
  const detailText = useDetailText();
  const feedText = useFeedText();
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
      sorter: (one, other) => compare(feedText(one.record.provenance.source), feedText(other.record.provenance.source)),
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
      feedText(record.provenance.source),
      record.provenance.assertedBy.map(feedText).join("; "),
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
      <ExportButton table={table} extensions={known.extensions} disabled={rows.length === 0} />
    </Flex>
  );
}
