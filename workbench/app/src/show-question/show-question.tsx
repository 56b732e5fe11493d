import { CodeOutlined, CopyOutlined, ExportOutlined } from "@ant-design/icons";
import { App, Button, Collapse, Drawer, Flex, Typography } from "antd";
import { useEffect, useRef, useState } from "react";
import type { Asked } from "../ask/question";
import { useAsked } from "../ask/view";
import { useTongue } from "../i18n/words";
import { Nothing } from "../shell/states";
import { openInGraphiql } from "./handover";
import "./show-question.css";

/** The GraphQL and the variables behind what is on the screen. */
export function ShowQuestion() {
  const { words } = useTongue();
  const asked = useAsked();
  const [open, setOpen] = useState(false);
  const last = asked.length - 1;
  const button = useRef<HTMLButtonElement>(null);
  // The drawer remembers too late where the focus was, and would leave it nowhere.
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !open) button.current?.focus();
    was.current = open;
  }, [open]);
  return (
    <>
      <Button ref={button} icon={<CodeOutlined />} onClick={() => setOpen(true)}>
        {words.question.show}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={words.question.title}
        size={640}
        destroyOnHidden
        focusable={{ focusTriggerAfterClose: false }}
      >
        {asked.length === 0 ? (
          <Nothing text={words.question.none} />
        ) : (
          <Collapse
            defaultActiveKey={[String(last)]}
            items={asked.map((each, index) => ({
              key: String(index),
              label: each.name,
              extra: <Brief asked={each} />,
              children: <OneQuestion asked={each} />,
            }))}
          />
        )}
      </Drawer>
    </>
  );
}

function Brief({ asked }: { readonly asked: Asked }) {
  const { words, format } = useTongue();
  const units = asked.extensions?.cost?.units;
  return (
    <Typography.Text type="secondary">
      {words.question.ms(format.number(Math.round(asked.ms)))}
      {units !== undefined && ` · ${words.question.units(format.number(units))}`}
    </Typography.Text>
  );
}

function OneQuestion({ asked }: { readonly asked: Asked }) {
  const { words } = useTongue();
  const { message } = App.useApp();
  const variables = JSON.stringify(asked.variables, null, 2);
  const receipt = asked.extensions?.receipt;
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(() => message.success(words.common.copied));
  };
  return (
    <Flex vertical gap="small">
      <Flex gap="small" wrap>
        <Button size="small" icon={<CopyOutlined />} onClick={() => copy(asked.text)}>
          {words.question.copyText}
        </Button>
        <Button size="small" icon={<CopyOutlined />} onClick={() => copy(variables)}>
          {words.question.copyVariables}
        </Button>
        <Button size="small" icon={<ExportOutlined />} onClick={() => openInGraphiql(asked)}>
          {words.question.openIn}
        </Button>
      </Flex>
      <Code title={words.question.text} text={asked.text} />
      <Code title={words.question.variables} text={variables} />
      {asked.basis !== null && <Code title={words.question.basis} text={JSON.stringify(asked.basis, null, 2)} />}
      <Typography.Text type="secondary">
        {words.question.receipt}: {receipt ? `${receipt.log} · ${receipt.index} · ${receipt.at}` : words.question.notAnswered}
      </Typography.Text>
    </Flex>
  );
}

function Code({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section aria-label={title}>
      <Typography.Text strong>{title}</Typography.Text>
      {/* Scrolls, so the keyboard must reach it. */}
      <pre className="code" tabIndex={0}>
        {text.trim()}
      </pre>
    </section>
  );
}
