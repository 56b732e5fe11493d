import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import type { Extensions } from "../ask/question";
import { useBasis } from "../basis/basis";
import { useTongue } from "../i18n/words";
import { useOfficer } from "../session/session-context";
import { csv } from "./csv";
import { fileName, marksOf, type Table } from "./table";

export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

interface ExportProps {
  /** Made when it is asked for: tables are long. */
  readonly table: () => Table;
  readonly extensions: readonly Extensions[];
  readonly disabled?: boolean;
  readonly size?: "small" | "middle";
}

/** What is shown, as a file; marked with who took it, when, and the receipts of the answers it comes from. */
export function ExportButton({ table, extensions, disabled = false, size = "small" }: ExportProps) {
  const { words, format } = useTongue();
  const { message } = App.useApp();
  const session = useOfficer();
  const { basis } = useBasis();
  const [busy, setBusy] = useState(false);

  const write = async (kind: "csv" | "xlsx") => {
    setBusy(true);
    try {
      const [content, at] = [table(), new Date()];
      const marks = marksOf(content, session, basis, extensions, at, words, format);
      const blob =
        kind === "csv"
          ? new Blob([csv(content, marks)], { type: "text/csv;charset=utf-8" })
          : await (await import("./xlsx")).xlsx(content, marks, words.export.title);
      save(blob, fileName(content, at, kind));
      if (content.missing.length > 0) message.warning(`${words.export.incomplete}: ${content.missing.join(" · ")}`);
      else message.success(words.export.done);
    } catch {
      message.error(words.export.failed);
    }
    setBusy(false);
  };

  return (
    <Dropdown
      trigger={["click"]}
      disabled={disabled}
      menu={{
        items: [
          { key: "csv", label: words.export.csv, onClick: () => void write("csv") },
          { key: "xlsx", label: words.export.xlsx, onClick: () => void write("xlsx") },
        ],
      }}
    >
      <Button size={size} icon={<DownloadOutlined />} loading={busy} aria-haspopup="menu">
        {words.export.title}
      </Button>
    </Dropdown>
  );
}
