import { AutoComplete, Button, DatePicker, Flex, Form, Input, Select, Typography } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import * as words from "../i18n/pages/audit";
import { usePageWords } from "../i18n/use-page-words";
import { useTongue } from "../i18n/words";
import { choiceLabel, choicesOf } from "../model/model";
import type { AuditRecordsQueryVariables } from "../generated/operations";
import type { useNames } from "./use-names";

/** What the records are narrowed to. */
export type Conditions = Omit<AuditRecordsQueryVariables, "first" | "after">;

interface Values extends Omit<Conditions, "since" | "until"> {
  readonly since?: Dayjs | null;
  readonly until?: Dayjs | null;
}

/** All days are days of the courts' own clock, eight hours before UTC. */
const CLOCK = "+08:00";
const moment = (day: Dayjs | null | undefined): string | undefined => (day == null ? undefined : `${day.format("YYYY-MM-DDTHH:mm:ss")}${CLOCK}`);
const filled = (values: Values): Conditions => {
  const given = Object.entries({ ...values, since: moment(values.since), until: moment(values.until) }).flatMap(([name, value]) => {
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" ? [] : [[name, text] as const];
  });
  return Object.fromEntries(given) as Conditions;
};

const TEXTS = ["card", "case", "about", "entity"] as const;

interface Props {
  readonly names: ReturnType<typeof useNames>;
  readonly asking: boolean;
  readonly find: (conditions: Conditions) => void;
}

/** The form of all conditions that the hub has. */
export function ConditionsForm({ names, asking, find }: Props) {
  const { language } = useTongue();
  const w = usePageWords(words);
  const [form] = Form.useForm<Values>();
  const day = (name: "since" | "until") => (
    <Form.Item name={name} label={w.filters[name]}>
      <DatePicker showTime={{ defaultValue: dayjs("00:00:00", "HH:mm:ss"), format: "HH:mm" }} format="YYYY-MM-DD HH:mm" />
    </Form.Item>
  );
  return (
    <Form<Values> form={form} layout="vertical" className="conditions" onFinish={(values) => find(filled(values))}>
      {day("since")}
      {day("until")}
      <Form.Item name="agency" label={w.filters.agency}>
        <AutoComplete
          allowClear
          placeholder={w.hints.agency}
          popupMatchSelectWidth={320}
          options={[...names.agencies].map(([code, name]) => ({ value: code, label: `${name} ${code}` }))}
          showSearch={{ filterOption: (typed, option) => String(option?.label).includes(typed) }}
        />
      </Form.Item>
      <Form.Item name="purpose" label={w.filters.purpose}>
        <Select allowClear popupMatchSelectWidth={false} options={names.purposes.map((each) => ({ value: each.name, label: each[language] }))} />
      </Form.Item>
      <Form.Item name="outcome" label={w.filters.outcome}>
        <Select allowClear popupMatchSelectWidth={false} options={choicesOf("AuditOutcome").map((each) => ({ value: each, label: choiceLabel("AuditOutcome", each, language) }))} />
      </Form.Item>
      {TEXTS.map((name) => (
        <Form.Item key={name} name={name} label={w.filters[name]}>
          <Input allowClear placeholder={w.hints[name]} autoComplete="off" spellCheck={false} />
        </Form.Item>
      ))}
      <Typography.Text type="secondary" className="conditions-note">
        {w.aboutKept}
      </Typography.Text>
      <Flex gap="small" className="conditions-foot">
        <Button type="primary" htmlType="submit" loading={asking}>
          {w.find}
        </Button>
        <Button
          onClick={() => {
            form.resetFields();
            find({});
          }}
        >
          {w.reset}
        </Button>
      </Flex>
    </Form>
  );
}
