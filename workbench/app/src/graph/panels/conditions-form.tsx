import { Button, Input, InputNumber, Select } from "antd";
import { useId, type ReactNode } from "react";
import { useTongue } from "../../i18n/words";
import { choiceLabel, choicesOf, entityLabel, propLabel, type LinkField, type Prop } from "../../model/model";
import { controlOf, kindsAt, narrowable, NO_CONDITIONS, setOf, type Condition, type Conditions } from "../asking/conditions";
import { DayInput } from "./day-input";

interface ConditionsFormProps {
  readonly id: string;
  readonly field: LinkField;
  readonly conditions: Conditions;
  readonly change: (conditions: Conditions) => void;
}

/** What the entities at the far end must be like: one line for each property that the hub can compare. */
export function ConditionsForm({ id, field, conditions, change }: ConditionsFormProps) {
  const { words, language } = useTongue();
  const kinds = kindsAt(field);
  const kindId = useId();
  return (
    <div id={id} className="conditions" role="group" aria-label={words.graph.conditionsOn(propLabel(field, language))}>
      {kinds.length > 0 && (
        <Line label={words.search.kind} htmlFor={kindId}>
          <Select
            id={kindId}
            size="small"
            allowClear
            placeholder={words.graph.any}
            value={conditions.kind}
            // Properties of another kind say nothing about this one.
            onChange={(kind) => change({ kind: kind ?? null, props: {} })}
            options={kinds.map((kind) => ({ value: kind, label: entityLabel(kind, language) }))}
          />
        </Line>
      )}
      {narrowable(field.target, conditions.kind).map((prop) => (
        <PropLine
          key={prop.name}
          prop={prop}
          condition={conditions.props[prop.name] ?? {}}
          change={(condition) => change({ ...conditions, props: { ...conditions.props, [prop.name]: condition } })}
        />
      ))}
      <Button size="small" disabled={setOf(field, conditions) === 0} onClick={() => change(NO_CONDITIONS)}>
        {words.graph.noConditions}
      </Button>
    </div>
  );
}

function Line({ label, htmlFor, children }: { readonly label: string; readonly htmlFor: string; readonly children: ReactNode }) {
  return (
    <>
      <label htmlFor={htmlFor}>{label}</label>
      <div className="condition">{children}</div>
    </>
  );
}

interface PropLineProps {
  readonly prop: Prop;
  readonly condition: Condition;
  readonly change: (condition: Condition) => void;
}

function PropLine({ prop, condition, change }: PropLineProps) {
  const { words, language } = useTongue();
  const id = useId();
  const label = propLabel(prop, language);
  const control = controlOf(prop);
  switch (control) {
    case "day":
      return (
        <Line label={label} htmlFor={id}>
          <DayInput id={id} label={words.graph.lowest(label)} day={condition.from ?? null} change={(day) => change({ ...condition, from: day ?? undefined })} />
          <span aria-hidden="true">–</span>
          <DayInput id={`${id}-to`} label={words.graph.highest(label)} day={condition.to ?? null} change={(day) => change({ ...condition, to: day ?? undefined })} />
        </Line>
      );
    case "money":
    case "number": {
      const amount = (value: string | undefined) => (value === undefined || value === "" ? null : Number(value));
      const bound = (end: "from" | "to") => ({
        size: "small" as const,
        controls: false,
        value: amount(condition[end]),
        ...(control === "money" ? { prefix: "¥" } : {}),
        onChange: (value: number | null) => change({ ...condition, [end]: value === null ? undefined : String(value) }),
      });
      return (
        <Line label={label} htmlFor={id}>
          <InputNumber id={id} aria-label={words.graph.lowest(label)} placeholder={words.graph.least} {...bound("from")} />
          <span aria-hidden="true">–</span>
          <InputNumber aria-label={words.graph.highest(label)} placeholder={words.graph.most} {...bound("to")} />
        </Line>
      );
    }
    case "choice":
      return (
        <Line label={label} htmlFor={id}>
          <Select
            id={id}
            size="small"
            mode="multiple"
            placeholder={words.graph.any}
            optionFilterProp="label"
            value={[...(condition.some ?? [])]}
            onChange={(some) => change({ some })}
            options={choicesOf(prop.kind).map((member) => ({ value: member, label: choiceLabel(prop.kind, member, language) }))}
          />
        </Line>
      );
    case "yes-no":
      return (
        <Line label={label} htmlFor={id}>
          <Select
            id={id}
            size="small"
            allowClear
            placeholder={words.graph.any}
            value={condition.is === undefined ? null : String(condition.is)}
            onChange={(is) => change({ is: is == null ? undefined : is === "true" })}
            options={[
              { value: "true", label: words.common.yes },
              { value: "false", label: words.common.no },
            ]}
          />
        </Line>
      );
    case "text":
      return (
        <Line label={label} htmlFor={id}>
          <Input id={id} size="small" allowClear maxLength={100} autoComplete="off" value={condition.text ?? ""} onChange={({ target }) => change({ text: target.value })} />
        </Line>
      );
    case null:
      return null;
  }
}
