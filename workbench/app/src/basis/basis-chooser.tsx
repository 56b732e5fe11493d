import { Button, Flex, Form, Input, Modal, Select, Typography } from "antd";
import { useEffect, useState } from "react";
import { ask } from "../ask/ask";
import type { Basis } from "../ask/question";
import { useWork } from "../ask/use-work";
import { CheckBasis } from "../generated/operations";
import { useTongue } from "../i18n/words";
import { choiceLabel, entityLabel } from "../model/model";
import { useOfficer } from "../session/session-context";
import { Failure } from "../shell/states";
import { WITHOUT_BASIS, needsCase, needsDocument, useBasis, type Purpose } from "./basis";
import { DemoSuggestions } from "./demo-suggestions";

interface Values {
  readonly purpose?: string;
  readonly case?: string;
  readonly document?: string;
}

/** What the form says, as the hub wants it; what the purpose does not need is left out. */
export function basisFrom(values: Values, purpose: Purpose): Basis {
  const named = { case: values.case?.trim() ?? "", document: values.document?.trim() ?? "" };
  return {
    purpose: purpose.name,
    ...(needsCase(purpose) && named.case !== "" ? { case: named.case } : {}),
    ...(needsDocument(purpose) && named.document !== "" ? { document: named.document } : {}),
  };
}

export function BasisChooser({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { words, language } = useTongue();
  const { basis, purposes, choose } = useBasis();
  const { demo, officer } = useOfficer();
  const [form] = Form.useForm<Values>();
  const named = Form.useWatch("purpose", form);
  const { work, error, run, giveUp } = useWork();
  const checking = work !== null;
  /** The error is about what was checked; the form may say something else by now. */
  const [changed, setChanged] = useState(false);
  const offered = purposes.filter((purpose) => purpose.name !== WITHOUT_BASIS);
  const purpose = offered.find(({ name }) => name === named) ?? null;

  useEffect(() => {
    setChanged(true);
    return giveUp;
  }, [open, giveUp]);

  const fill = (suggested: Partial<Values>) => {
    form.setFieldsValue(suggested);
    setChanged(true);
  };
  const check = (values: Values) => {
    if (purpose === null) return;
    const wanted = basisFrom(values, purpose);
    giveUp();
    setChanged(false);
    void run(async (signal) => {
      await ask(CheckBasis, {}, { asker: officer, basis: wanted, signal });
      choose(wanted);
      onClose();
    });
  };

  return (
    <Modal
      open={open}
      title={words.basis.choose}
      onCancel={onClose}
      okText={checking ? words.basis.checking : words.basis.use}
      okButtonProps={{ loading: checking, disabled: purpose === null }}
      cancelText={words.common.cancel}
      onOk={() => form.submit()}
      destroyOnHidden
      width={640}
      className="basis-chooser"
      footer={(_, { OkBtn, CancelBtn }) => (
        <Flex justify="space-between">
          {basis === null ? (
            <span />
          ) : (
            <Button
              type="text"
              onClick={() => {
                choose(null);
                onClose();
              }}
            >
              {words.basis.clear}
            </Button>
          )}
          <Flex gap="small">
            <CancelBtn />
            <OkBtn />
          </Flex>
        </Flex>
      )}
    >
      <Typography.Paragraph>
        {words.basis.why} {words.basis.kept}
      </Typography.Paragraph>
      {error !== null && !changed && <Failure error={error} again={null} />}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...basis }}
        onFinish={check}
        onValuesChange={() => setChanged(true)}
      >
        <Form.Item name="purpose" label={words.basis.purpose} rules={[{ required: true, message: words.flags.required }]}>
          <Select
            autoFocus
            options={offered.map((each) => ({ value: each.name, label: each[language] }))}
          />
        </Form.Item>
        {demo && purpose !== null && needsCase(purpose) && (
          <DemoSuggestions purpose={purpose} onChoose={fill} />
        )}
        {purpose !== null && needsCase(purpose) && (
          <Form.Item
            name="case"
            label={words.basis.case}
            extra={words.basis.rules[purpose.caseRule]}
            rules={[{ required: true, whitespace: true, message: words.basis.caseMissing }]}
          >
            <Input placeholder={words.basis.casePlaceholder} autoComplete="off" spellCheck={false} />
          </Form.Item>
        )}
        {purpose !== null && needsDocument(purpose) && (
          <Form.Item
            name="document"
            label={words.basis.document}
            extra={words.basis.documentKinds(purpose.documents.map((kind) => choiceLabel("DocumentKind", kind, language)).join(" · "))}
            rules={[{ required: true, whitespace: true, message: words.basis.documentMissing }]}
          >
            <Input placeholder={words.basis.documentPlaceholder} autoComplete="off" spellCheck={false} />
          </Form.Item>
        )}
      </Form>
      {purpose !== null && <PurposeText purpose={purpose} />}
    </Modal>
  );
}

function PurposeText({ purpose }: { readonly purpose: Purpose }) {
  const { words, language } = useTongue();
  const opened = purpose.entities.map((name) => entityLabel(name, language)).join(" · ");
  return (
    <div className="purpose-text">
      <Typography.Paragraph>{language === "zh" ? purpose.descriptionZh : purpose.description}</Typography.Paragraph>
      <dl>
        <dt>{words.basis.opens}</dt>
        <dd>{opened === "" ? words.basis.nothing : opened}</dd>
        <dt>{words.basis.articles}</dt>
        <dd>{(language === "zh" ? purpose.articlesZh : purpose.articles).join("; ")}</dd>
      </dl>
    </div>
  );
}
