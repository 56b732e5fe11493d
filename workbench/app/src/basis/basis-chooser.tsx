import { Button, Flex, Form, Input, Modal, Select, Typography } from "antd";
import { useEffect, useRef, useState } from "react";
import { ask } from "../ask/ask";
import { isAbort, type HubError } from "../ask/problems";
import type { Basis } from "../ask/question";
import { asHubError } from "../ask/use-ask";
import { CheckBasis } from "../generated/operations";
import type { Language } from "../i18n/preferences";
import { useTongue, wordAt } from "../i18n/words";
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
  const { demo } = useOfficer();
  const [form] = Form.useForm<Values>();
  const named = Form.useWatch("purpose", form);
  const [error, setError] = useState<HubError | null>(null);
  const [checking, setChecking] = useState(false);
  const ending = useRef<AbortController | null>(null);
  const offered = purposes.filter((purpose) => purpose.name !== WITHOUT_BASIS);
  const purpose = offered.find(({ name }) => name === named) ?? null;

  useEffect(() => {
    if (!open) return undefined;
    setError(null);
    setChecking(false);
    return () => ending.current?.abort();
  }, [open]);

  const check = async (values: Values) => {
    if (purpose === null) return;
    const wanted = basisFrom(values, purpose);
    ending.current?.abort();
    ending.current = new AbortController();
    setChecking(true);
    setError(null);
    try {
      await ask(CheckBasis, {}, { basis: wanted, signal: ending.current.signal });
      choose(wanted);
      onClose();
    } catch (reason) {
      if (!isAbort(reason)) setError(asHubError(reason));
    }
    setChecking(false);
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
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...basis }}
        onFinish={(values) => void check(values)}
        onValuesChange={() => setError(null)}
      >
        <Form.Item name="purpose" label={words.basis.purpose} rules={[{ required: true, message: words.flags.required }]}>
          <Select
            autoFocus
            options={offered.map((each) => ({ value: each.name, label: language === "zh" ? each.zh : purposeName(each) }))}
          />
        </Form.Item>
        {demo && purpose !== null && needsCase(purpose) && (
          <DemoSuggestions purpose={purpose} onChoose={(suggested) => form.setFieldsValue(suggested)} />
        )}
        {purpose !== null && needsCase(purpose) && (
          <Form.Item
            name="case"
            label={words.basis.case}
            extra={wordAt(words.basis.rules, purpose.caseRule)}
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
      {error !== null && <Failure error={error} />}
      {purpose !== null && <PurposeText purpose={purpose} />}
    </Modal>
  );
}

/** "CASE_INQUIRY" as "Case inquiry". */
export function purposeName(purpose: { readonly name: string }): string {
  const written = purpose.name.toLowerCase().replaceAll("_", " ");
  return written.charAt(0).toUpperCase() + written.slice(1);
}

/** The hub names instruments in Chinese and their articles as "art. 2". */
export function articleText(article: string, language: Language): string {
  return language === "zh" ? article.replace(/\s*art\. (\S+)/, "第$1条") : article;
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
        <dd>{purpose.articles.map((article) => articleText(article, language)).join("; ")}</dd>
      </dl>
    </div>
  );
}
