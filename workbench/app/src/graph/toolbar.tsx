import { RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Flex, Progress, Space, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTongue } from "../i18n/words";
import { Notice } from "../shell/notice";
import type { ChartNow } from "./use-chart";

/** Links of the chart whose both ends are there, and of which the hub says nothing any more. */
export function lostLinks({ chart, known }: ChartNow): number {
  let lost = 0;
  for (const [key, { source, target }] of chart.links) {
    if (known.nodes.has(source) && known.nodes.has(target) && !known.links.has(key)) lost += 1;
  }
  return lost;
}

interface MessagesProps {
  readonly now: ChartNow;
  readonly giveUp: () => void;
  /** How many entities and links of the chart the hub tells nothing of. */
  readonly unknown: number;
  readonly links: number;
}

export function Messages({ now, giveUp, unknown, links }: MessagesProps) {
  const { words, format } = useTongue();
  if (now.work !== null) {
    return (
      <Flex gap="small" align="center" role="status">
        <span>{words.graph.asking}</span>
        {now.work.done !== null && <Progress className="work" percent={Math.round(now.work.done * 100)} size="small" aria-label={words.graph.asking} />}
        <Button size="small" onClick={giveUp}>
          {words.common.cancel}
        </Button>
      </Flex>
    );
  }
  if (unknown + links === 0) return null;
  return (
    <Notice
      kind="warning"
      text={words.graph.notVisible(format.number(unknown), format.number(links))}
      more={words.graph.notVisibleText}
      action={<Button onClick={now.again}>{words.common.again}</Button>}
    />
  );
}

export function Steps({ now }: { readonly now: ChartNow }) {
  const { words } = useTongue();
  const { done, undone } = now.history;
  const named = (type: string | undefined): string => (type === undefined ? "" : (Object.entries(words.graph.steps).find(([name]) => name === type)?.[1] ?? ""));
  return (
    <Space.Compact>
      <Tool
        label={`${words.graph.undo} ${named(done.at(-1)?.step.type)}`.trim()}
        icon={<UndoOutlined />}
        disabled={done.length === 0}
        onClick={() => now.act({ type: "undo" })}
      />
      <Tool
        label={`${words.graph.redo} ${named(undone.at(-1)?.type)}`.trim()}
        icon={<RedoOutlined />}
        disabled={undone.length === 0}
        onClick={() => now.act({ type: "redo" })}
      />
    </Space.Compact>
  );
}

interface ToolProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

export function Tool({ label, icon, disabled = false, onClick }: ToolProps) {
  return (
    <Tooltip title={label}>
      <Button icon={icon} aria-label={label} disabled={disabled} onClick={onClick} />
    </Tooltip>
  );
}

const KEYS = [
  ["← ↑ → ↓", "pan"],
  ["⇧ ← ↑ → ↓", "nudge"],
  ["+ −", "zoom"],
  ["0", "fit"],
  ["N B", "step"],
  ["Ctrl A", "all"],
  ["Esc", "none"],
  ["⇧", "more"],
  ["C", "centre"],
  ["P", "pin"],
  ["G U F", "group"],
  ["H Del", "hide"],
  ["Ctrl Z, Ctrl Y", "undo"],
] as const;

export function Keys() {
  const { words } = useTongue();
  return (
    <dl>
      {KEYS.map(([keys, name]) => (
        <div key={keys} className="key-line">
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{words.graph.keys[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
