import { ApartmentOutlined, FlagOutlined } from "@ant-design/icons";
import { Button, Flex, Table, Tag, Tooltip, Typography, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { ExportButton } from "../export/export-button";
import type { Cell, Table as Exported } from "../export/table";
import { RaiseFlag, type Subject } from "../flags/raise-flag";
import { useAddToGraph } from "../graph/tray";
import { useTongue } from "../i18n/words";
import { entityLabel, entityOf, propLabel, type LinkField, type Prop } from "../model/model";
import { looksMasked, useValueText } from "../model/values";
import { KindTag } from "../search/hit";
import { Failure, Loading, Nothing, Problems } from "../shell/states";
import { columnsOf, linkProps, type Edge } from "./compose";
import { SourceText } from "./source-text";
import { Why } from "./why";
import { usePages } from "./use-pages";

interface LinkTableProps {
  readonly id: string;
  readonly kind: string;
  readonly label: string | null;
  readonly field: LinkField;
}

/** The links of one kind: whom they lead to, what is known of the link, since when, and who says so. */
export function LinkTable({ id, kind, label, field }: LinkTableProps) {
  const { words, format } = useTongue();
  const [pages, more] = usePages(kind, id, field);
  const [flagging, setFlagging] = useState<Subject | null>(null);
  const table = useExported(field, pages.edges);
  const flag = (edge: Edge) =>
    setFlagging({
      kind: "link",
      from: field.way === "IN" ? edge.node.id : id,
      to: field.way === "IN" ? id : edge.node.id,
      link: field.link,
      source: (field.way === "IN" ? edge.node.label : label) ?? words.common.unknown,
      target: (field.way === "IN" ? label : edge.node.label) ?? words.common.unknown,
    });
  const columns = useColumns(field, pages.edges, flag);

  if (pages.closed) return <Nothing text={words.entity.closedLinks} />;
  if (pages.edges.length === 0 && pages.asking) return <Loading />;
  return (
    <>
      {pages.error !== null && <Failure error={pages.error} again={more} />}
      <Problems problems={pages.problems} />
      <Table<Edge>
        rowKey={(edge) => `${edge.node.id} ${edge.since ?? ""} ${JSON.stringify(linkProps(field).map((prop) => edge[prop.name]))}`}
        dataSource={pages.edges as Edge[]}
        columns={columns}
        pagination={false}
        size="small"
        scroll={{ x: "max-content" }}
        rowClassName={(edge) => (edge.until === null ? "" : "ended")}
      />
      <Flex gap="small" align="center" className="table-foot">
        {pages.total !== null && (
          <Typography.Text type="secondary">
            {words.common.of(format.number(pages.edges.length), format.number(pages.total))}
          </Typography.Text>
        )}
        {pages.more && (
          <Button size="small" loading={pages.asking} onClick={more}>
            {words.common.more}
          </Button>
        )}
        <ExportButton table={table} told={pages.told} disabled={pages.edges.length === 0} />
      </Flex>
      <RaiseFlag open={flagging !== null} onClose={() => setFlagging(null)} subject={flagging} />
    </>
  );
}

function said(edges: readonly Edge[], value: (edge: Edge) => unknown): boolean {
  return edges.some((edge) => value(edge) !== null && value(edge) !== undefined);
}

/** Columns in which no row has anything are left out: they push what there is out of sight. */
function useColumns(field: LinkField, edges: readonly Edge[], flag: (edge: Edge) => void): TableColumnsType<Edge> {
  const { words, language, format } = useTongue();
  const valueText = useValueText();
  const addToGraph = useAddToGraph();
  const day = (value: string | null) => (value === null ? "" : format.day(value));
  const cell = (prop: Prop, value: unknown) => valueText(prop, value) ?? "";
  return [
    {
      title: words.entity.linked,
      render: (_, { node, until }) => (
        <span className="linked">
          {entityOf(field.target)?.abstract === true && <KindTag kind={node.__typename} />}
          <Link to={`/entity/${encodeURIComponent(node.id)}`}>{node.label ?? words.common.unknown}</Link>
          {looksMasked(node.label) && (
            <Why masked id={node.id} field={entityOf(node.__typename)?.caption ?? ""} label={node.label ?? ""} />
          )}
          {until !== null && <Tag>{words.entity.endedMark}</Tag>}
        </span>
      ),
    },
    ...linkProps(field).filter((prop) => said(edges, (edge) => edge[prop.name])).map((prop) => ({
      title: <Tooltip title={prop.description}>{propLabel(prop, language)}</Tooltip>,
      render: (_: unknown, edge: Edge) => cell(prop, edge[prop.name]),
    })),
    ...columnsOf(field.target).filter((prop) => said(edges, ({ node }) => node[prop.name])).map((prop) => ({
      title: <Tooltip title={prop.description}>{propLabel(prop, language)}</Tooltip>,
      render: (_: unknown, { node }: Edge) => cell(prop, node[prop.name]),
    })),
    ...(said(edges, ({ since }) => since) ? [{ title: words.entity.since, render: (_: unknown, { since }: Edge) => day(since) }] : []),
    ...(said(edges, ({ until }) => until) ? [{ title: words.entity.until, render: (_: unknown, { until }: Edge) => day(until) }] : []),
    { title: words.entity.source, render: (_, { provenance }) => <SourceText source={provenance} /> },
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
function useExported(field: LinkField, edges: readonly Edge[]): () => Exported {
  const { words, language } = useTongue();
  const valueText = useValueText();
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
        edge.provenance.source,
        edge.provenance.assertedBy.join(" "),
        edge.provenance.lastSeen,
      ]),
    };
  };
}
