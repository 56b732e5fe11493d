import { Card, Tag, Tooltip, Typography } from "antd";
import type { Answer, Extensions } from "../ask/question";
import { useTongue } from "../i18n/words";
import { entityOf, meaning, propLabel, type Prop } from "../model/model";
import { looksMasked, useValueText } from "../model/values";
import type { Facts } from "./compose";
import { SourceText } from "./source-text";
import { Why } from "./why";

interface FactsProps {
  readonly id: string;
  readonly kind: string;
  readonly facts: Facts;
  readonly answer: Answer<unknown>;
}

/** What is known of it itself, and where the hub knows it from. */
export function FactsCard({ id, kind, facts, answer }: FactsProps) {
  const { words } = useTongue();
  const props = entityOf(kind)?.props ?? [];
  return (
    <Card size="small" title={<h2 className="card-title">{words.entity.facts}</h2>}>
      <dl className="facts">
        {props.map((prop) => (
          <Fact key={prop.name} id={id} kind={kind} prop={prop} value={facts[prop.name]} extensions={answer.extensions} />
        ))}
        <dt>{words.entity.source}</dt>
        <dd>
          <SourceText source={facts.provenance} />
        </dd>
      </dl>
    </Card>
  );
}

interface FactProps {
  readonly id: string;
  readonly kind: string;
  readonly prop: Prop;
  readonly value: unknown;
  readonly extensions: Extensions;
}

function Fact({ id, kind, prop, value, extensions }: FactProps) {
  const { words, language } = useTongue();
  const valueText = useValueText();
  const full = `${kind}.${prop.name}`;
  const masked = extensions.masked.includes(full) && looksMasked(value);
  const closed = extensions.closed.includes(full);
  const label = propLabel(prop, language);
  const text = valueText(prop, value);
  return (
    <>
      <dt>
        <Tooltip title={meaning(prop, language)}>
          <span>{label}</span>
        </Tooltip>
      </dt>
      <dd>
        {closed ? (
          <Tag>{words.entity.closed}</Tag>
        ) : text === null ? (
          <Typography.Text type="secondary">{words.common.unknown}</Typography.Text>
        ) : (
          <span className={prop.identity ? "identifier" : undefined}>{text}</span>
        )}
        <Why id={id} field={prop.name} label={label} masked={masked} />
      </dd>
    </>
  );
}
