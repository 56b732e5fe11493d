import { App, Form, Input, Modal, Select, Typography } from "antd";
import { useEffect, useMemo } from "react";
import { useAsk } from "../ask/use-ask";
import { useChange } from "../ask/use-change";
import { FlagEntity, FlagLink, type FlagKind, type LinkKind } from "../generated/operations";
import { useTongue } from "../i18n/words";
import { choiceLabel, reading } from "../model/model";
import { Failure } from "../shell/states";
import { flagsChanged } from "./changed";

/** What is flagged: an entity, or a link in its own direction. */
export type Subject =
  | { readonly kind: "entity"; readonly id: string; readonly label: string }
  | {
      readonly kind: "link";
      readonly from: string;
      readonly to: string;
      readonly link: LinkKind;
      readonly source: string;
      readonly target: string;
    };

const KINDS: readonly FlagKind[] = ["ASSET_TRANSFER", "ACTUAL_USER", "HIDDEN_CONTROL", "WRONG_DATA", "WHEREABOUTS", "OTHER"];

interface Values {
  readonly kind: FlagKind;
  readonly statement: string;
  readonly evidence?: string;
}

interface RaiseFlagProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly subject: Subject | null;
}

/** Flags from where one looks. */
export function RaiseFlag({ open, onClose, subject }: RaiseFlagProps) {
  const { words, language } = useTongue();
  const { message } = App.useApp();
  const put = useAsk();
  const [form] = Form.useForm<Values>();
  // A second click, or a try after a lost answer, raises no second flag.
  const key = useMemo(() => (open ? crypto.randomUUID() : ""), [open]);

  const { changing, error, change, reset } = useChange(async ({ kind, statement, evidence }: Values) => {
    if (subject === null) return;
    const said = { kind, statement: statement.trim(), evidence: evidence?.trim() === "" ? null : (evidence?.trim() ?? null), key };
    if (subject.kind === "entity") await put(FlagEntity, { id: subject.id, ...said });
    else await put(FlagLink, { from: subject.from, to: subject.to, link: subject.link, ...said });
    message.success(words.flags.sent);
    flagsChanged();
    onClose();
  });
  useEffect(() => {
    if (open) reset();
  }, [open, reset]);

  if (subject === null) return null;
  const on = subject.kind === "entity" ? subject.label : reading(subject.link, subject.source, subject.target, language);

  return (
    <Modal
      open={open}
      title={words.flags.raiseTitle}
      okText={words.flags.send}
      cancelText={words.common.cancel}
      onOk={() => form.submit()}
      onCancel={onClose}
      okButtonProps={{ loading: changing }}
      destroyOnHidden
    >
      <Typography.Paragraph>
        {words.flags.on}: <strong>{on}</strong>
      </Typography.Paragraph>
      <Form<Values> form={form} layout="vertical" preserve={false} requiredMark={false} onFinish={change}>
        <Form.Item name="kind" label={words.flags.kind} rules={[{ required: true, message: words.flags.required }]}>
          <Select options={KINDS.map((kind) => ({ value: kind, label: choiceLabel("FlagKind", kind, language) }))} />
        </Form.Item>
        <Form.Item
          name="statement"
          label={words.flags.statement}
          extra={words.flags.statementHint}
          rules={[{ required: true, whitespace: true, message: words.flags.required }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="evidence" label={words.flags.evidence} extra={words.flags.evidenceHint}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      {error !== null && <Failure error={error} again={null} />}
    </Modal>
  );
}
