import { ApartmentOutlined, FlagOutlined } from "@ant-design/icons";
import { Button, Flex, Table, Tag, Tooltip, Typography, type TableColumnsType, type TableProps } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { text } from "../ask/reading";
import { ExportButton } from "../export/export-button";
import { unloaded, type Cell, type Table as Exported } from "../export/table";
import { RaiseFlag, type Subject } from "../flags/raise-flag";
import { hasEnded } from "../graph/chart/days";
import { useAddToGraph } from "../graph/graph-session";
import { useTongue } from "../i18n/words";
import { entityLabel, entityOf, meaning, propLabel, type LinkField, type Prop } from "../model/model";
import { looksMasked, useValueText } from "../model/values";
import { KindTag } from "../search/hit";
import { Failure, Loading, Nothing } from "../shell/states";
import { columnsOf, linkProps, type Edge } from "./compose";
import { SourceText } from "./source-text";
import { useFeedText } from "./use-feed-text";
import { inOrder, ofLink, ofNode, type Column, type Sort } from "./sorting";
import { useLinkPages, type LinkPages } from "./use-link-pages";
import { Why } from "./why";

const NUMBERS = new Set(["Int", "Float", "Fen", "Share"]);

interface LinkTableProps {
  readonly id: string;
  readonly kind: string;
  readonly label: string | null;
  readonly field: LinkField;
}

/** The links of one kind: the entity at the far end, properties, days and source of each. */
export function LinkTable({ id, kind, label, field }: LinkTableProps) {
  const { words, format } = useTongue();
  const { pages, more, sortBy, again } = useLinkPages(kind, id, field);
  const [flagging, setFlagging] = useState<Subject | null>(null);
  const valueText = useValueText();
  const { sort } = pages;
  const rows = useMemo(() => {
    if (sort?.by !== "page") return pages.edges;
    const prop = sortedProp(field, sort);
    return inOrder(pages.edges, sort, (value) => (prop === null ? text(value) : valueText(prop, value)));
  }, [pages.edges, sort, field, valueText]);
  const table = useExported(field, rows, pages);
  const flag = (edge: Edge) =>
    setFlagging({
      kind: "link",
      from: field.way === "IN" ? edge.node.id : id,
      to: field.way === "IN" ? id : edge.node.id,
      link: field.link,
      source: (field.way === "IN" ? edge.node.label : label) ?? words.common.unknown,
      target: (field.way === "IN" ? label : edge.node.label) ?? words.common.unknown,
    });
  const columns = useColumns(field, pages.edges, sort, flag);
  const turned: TableProps<Edge>["onChange"] = (_, __, sorter) => {
    const { columnKey, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
    sortBy(order == null ? null : { column: String(columnKey), descending: order === "descend" });
  };

  if (pages.closed) return <Nothing text={words.entity.closedLinks} />;
  if (pages.edges.length === 0 && pages.asking) return <Loading />;
  return (
    <>
      {pages.error !== null && <Failure error={pages.error} again={again} />}
      <Table<Edge>
        rowKey={(edge) => `${edge.node.id} ${edge.since ?? ""} ${JSON.stringify(linkProps(field).map((prop) => edge[prop.name]))}`}
        dataSource={rows as Edge[]}
        columns={columns}
        onChange={turned}
        loading={pages.asking}
        pagination={false}
        size="small"
        scroll={{ x: "max-content" }}
        rowClassName={(edge) => (hasEnded(edge.until) ? "ended" : "")}
      />
      <Flex gap="small" align="center" className="table-foot">
        {pages.total !== null && (
          <Typography.Text type="secondary">
            {words.common.of(format.number(pages.edges.length), format.number(pages.total))}
          </Typography.Text>
        )}
        {sort !== null && pages.more && (
          <Typography.Text type={sort.by === "hub" ? "secondary" : "warning"} role="status">
            {sort.by === "hub" ? words.entity.sortedAll : words.entity.sortedLoaded}
          </Typography.Text>
        )}
        {pages.more && (
          <Button size="small" loading={pages.asking} onClick={more}>
            {words.common.more}
          </Button>
        )}
        <ExportButton table={table} extensions={pages.extensions} disabled={pages.edges.length === 0} />
      </Flex>
      <RaiseFlag open={flagging !== null} onClose={() => setFlagging(null)} subject={flagging} />
    </>
  );
}

function said(edges: readonly Edge[], value: (edge: Edge) => unknown): boolean {
  return edges.some((edge) => value(edge) !== null && value(edge) !== undefined);
}

/** The property that stands in a column; null in those that every table has. */
function sortedProp(field: LinkField, { column }: Sort): Prop | null {
  return linkProps(field).find((prop) => ofLink(prop) === column) ?? columnsOf(field.target).find((prop) => ofNode(prop) === column) ?? null;
}

/** Columns in which no row has anything are left out: they push what there is out of sight. */
function useColumns(field: LinkField, edges: readonly Edge[], sort: Sort | null, flag: (edge: Edge) => void): TableColumnsType<Edge> {
  const { words, language, format } = useTongue();
  const valueText = useValueText();
  const addToGraph = useAddToGraph();
  const day = (value: string | null) => (value === null ? "" : format.day(value));
  const sorted = (column: Column, title: string, about?: string) => ({
    key: column,
    title,
    sorter: true,
    sortOrder: sort?.column !== column ? null : sort.descending ? ("descend" as const) : ("ascend" as const),
    onHeaderCell: () => (about === undefined ? {} : { title: about }),
  });
  const ofProp = (column: Column, prop: Prop, value: (edge: Edge) => unknown) => ({
    ...sorted(column, propLabel(prop, language), meaning(prop, language)),
    ...(NUMBERS.has(prop.kind) ? { align: "right" as const } : {}),
    render: (_: unknown, edge: Edge) => valueText(prop, value(edge)) ?? "",
  });
  return [
    {
      ...sorted("label", words.entity.linked),
      render: (_, { node, until }) => (
        <span className="linked">
          {entityOf(field.target)?.abstract === true && <KindTag kind={node.__typename} />}
          <Link to={`/entity/${encodeURIComponent(node.id)}`}>{node.label ?? words.common.unknown}</Link>
          {looksMasked(node.label) && (
            <Why masked id={node.id} field={entityOf(node.__typename)?.caption ?? ""} label={node.label ?? ""} />
          )}
          {hasEnded(until) && <Tag>{words.entity.endedMark}</Tag>}
        </span>
      ),
    },
    ...linkProps(field)
      .filter((prop) => said(edges, (edge) => edge[prop.name]))
      .map((prop) => ofProp(ofLink(prop), prop, (edge) => edge[prop.name])),
    ...columnsOf(field.target)
      .filter((prop) => said(edges, ({ node }) => node[prop.name]))
      .map((prop) => ofProp(ofNode(prop), prop, ({ node }) => node[prop.name])),
    ...(said(edges, ({ since }) => since) ? [{ ...sorted("since", words.entity.since), render: (_: unknown, { since }: Edge) => day(since) }] : []),
    ...(said(edges, ({ until }) => until) ? [{ ...sorted("until", words.entity.until), render: (_: unknown, { until }: Edge) => day(until) }] : []),
    { ...sorted("source", words.entity.source), render: (_, { provenance }) => <SourceText source={provenance} /> },
    {
      title: <span className="unseen">{words.entity.actions}</span>,
      fixed: "right",
      render: (_, edge) => (
        <Flex>
          <Tooltip title={words.entity.addToGraph}>
            <Button
              type="text"
              size="small"
              icon={<ApartmentOutlined />}
              aria-label={`${words.entity.addToGraph}: ${edge.node.label ?? ""}`}
              onClick={() => addToGraph(edge.node.id)}
            />
          </Tooltip>
          <Tooltip title={words.flags.raiseLink}>
            <Button
              type="text"
              size="small"
              icon={<FlagOutlined />}
              aria-label={`${words.flags.raiseLink}: ${edge.node.label ?? ""}`}
              onClick={() => flag(edge)}
            />
          </Tooltip>
        </Flex>
      ),
    },
  ];
}

/** Money stays a number, in yuan; what is masked stays masked. */
function useExported(field: LinkField, edges: readonly Edge[], { total, more }: LinkPages): () => Exported {
  const { words, language, format } = useTongue();
  const valueText = useValueText();
  const feedText = useFeedText();
  return () => {
    const own = linkProps(field);
    const theirs = columnsOf(field.target);
    const cell = (prop: Prop, value: unknown): Cell => {
      if (typeof value === "number") return prop.kind === "Fen" ? value / 100 : value;
      return prop.kind === "Date" || prop.kind === "DateTime" ? String(value ?? "") : valueText(prop, value);
    };
    return {
      name: field.name,
      columns: [
        words.search.kind,
        words.entity.linked,
        ...[...own, ...theirs].map((prop) => propLabel(prop, language)),
        words.entity.since,
        words.entity.until,
        words.entity.source,
        words.entity.assertedBy,
        words.entity.lastSeen,
      ],
      rows: edges.map((edge) => [
        entityLabel(edge.node.__typename, language),
        edge.node.label,
        ...own.map((prop) => cell(prop, edge[prop.name])),
        ...theirs.map((prop) => cell(prop, edge.node[prop.name])),
        edge.since,
        edge.until,
        feedText(edge.provenance.source),
        edge.provenance.assertedBy.map(feedText).join("; "),
        edge.provenance.lastSeen,
      ]),
      missing: unloaded(edges.length, total, more, words, format),
    };
  };
}
