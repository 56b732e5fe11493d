import { UploadOutlined } from "@ant-design/icons";
import { Button, Flex, Input, Typography } from "antd";
import { useRef } from "react";
import * as words from "../i18n/pages/screening";
import { usePageWords } from "../i18n/use-page-words";
import { Notice } from "../shell/notice";
import { ColumnChooser } from "./column-chooser";
import type { List } from "./use-list";

/** Characters of a paste that is put into the field at once. */
const LONG = 10_000;

/** Where the list comes from: typed, pasted, or a file with its columns. */
export function Entry({ list }: { readonly list: List }) {
  const w = usePageWords(words);
  const input = useRef<HTMLInputElement>(null);
  return (
    <Flex vertical gap="small">
      <label htmlFor="screening-list">{w.typed}</label>
      <Input.TextArea
        id="screening-list"
        value={list.text}
        placeholder={w.example}
        onChange={(event) => list.type(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text/plain");
          if (pasted.length < LONG) return;
          // The browser would lay out the field line after line as it inserts them, for minutes.
          event.preventDefault();
          const { value, selectionStart, selectionEnd } = event.currentTarget;
          list.type(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd));
        }}
        rows={6}
        autoComplete="off"
        spellCheck={false}
      />
      <Flex gap="small" align="center" wrap>
        <Button icon={<UploadOutlined />} loading={list.reading} onClick={() => input.current?.click()}>
          {w.file}
        </Button>
        <Typography.Text type="secondary">{w.fileHint}</Typography.Text>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.xlsx"
          aria-label={w.file}
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file may be chosen once more, after it was changed.
            event.target.value = "";
            if (file !== undefined) void list.choose(file);
          }}
        />
      </Flex>
      {list.problem !== null && <Notice kind="error" text={w.files[list.problem]} />}
      {list.table !== null && <ColumnChooser table={list.table} use={list.use} head={list.head} />}
    </Flex>
  );
}
