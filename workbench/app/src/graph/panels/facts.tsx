import { FlagOutlined } from "@ant-design/icons";
import { Button, Flex, Tag, Typography } from "antd";
import { Link } from "react-router";
import { SourceText } from "../../entity/source-text";
import { Why } from "../../entity/why";
import { useTongue } from "../../i18n/words";
import { entityLabel, entityOf, linkLabel } from "../../model/model";
import { looksMasked } from "../../model/values";
import type { LinkFacts, NodeFacts } from "../chart/knowledge";
import type { ShownLink } from "../chart/visible";
import { Sign } from "../page/legend";
import { useDetailText } from "./use-names";

/** An entity in brief: what it is called, whether that is masked and why, since when and who says so. */
export function NodeBrief({ facts }: { readonly facts: NodeFacts }) {
  const { words, language, format } = useTongue();
  const { id, kind, label, begins, until, provenance } = facts;
  return (
    <Flex vertical gap={4}>
      <Flex gap="small" align="center" wrap>
        <Sign kind={kind} />
        <Typography.Text type="secondary">{entityLabel(kind, language)}</Typography.Text>
        <Link to={`/entity/${encodeURIComponent(id)}`}>{label ?? words.common.unknown}</Link>
        {looksMasked(label) && <Why masked id={id} field={entityOf(kind)?.caption ?? ""} label={label ?? ""} />}
        {label === null && <Tag>{words.entity.closed}</Tag>}
      </Flex>
      <dl className="brief">
        {begins !== null && (
          <>
            <dt>{words.entity.since}</dt>
            <dd>{format.day(begins.slice(0, 10))}</dd>
          </>
        )}
        {until !== null && (
          <>
            <dt>{words.entity.until}</dt>
            <dd>{format.day(until.slice(0, 10))}</dd>
          </>
        )}
        <dt>{words.entity.source}</dt>
        <dd>
          <SourceText source={provenance} />
        </dd>
      </dl>
    </Flex>
  );
}

/** A link with all its records: each with its days, its properties and its source. */
export function LinkBrief({ link, text, flag }: { readonly link: ShownLink; readonly text: string; readonly flag?: () => void }) {
  const { words, language } = useTongue();
  return (
    <div className="link-brief">
      <Flex gap="small" align="center" justify="space-between">
        <span>
          <Tag>{linkLabel(link.kind, language)}</Tag> {text}
        </span>
        {flag !== undefined && (
          <Button size="small" icon={<FlagOutlined />} aria-label={`${words.flags.raiseLink}: ${text}`} onClick={flag}>
            {words.flags.raise}
          </Button>
        )}
      </Flex>
      <Records records={link.records} />
    </div>
  );
}

/** Each record of a link with its days, its properties and its source. */
export function Records({ records }: { readonly records: readonly LinkFacts[] }) {
  const { words, format } = useTongue();
  const detailText = useDetailText();
  return (
    <>
      {records.map((record, at) => (
        <dl key={at} className="brief">
          {record.details.length > 0 && (
            <>
              <dt>{words.graph.details}</dt>
              <dd>{detailText(record)}</dd>
            </>
          )}
          <dt>{words.graph.valid}</dt>
          <dd>
            {record.since === null ? words.graph.sinceUnknown : format.day(record.since)} –{" "}
            {record.until === null ? words.graph.stillHolds : format.day(record.until)}
          </dd>
          <dt>{words.entity.source}</dt>
          <dd>
            <SourceText source={record.provenance} />
          </dd>
        </dl>
      ))}
    </>
  );
}
