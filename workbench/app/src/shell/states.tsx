import { Button, Empty, Skeleton, Typography } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import type { HubError } from "../ask/problems";
import type { Problem } from "../ask/question";
import { useTongue, wordAt } from "../i18n/words";
import { Notice } from "./notice";

/** Something is on its way. */
export function Loading({ rows = 4 }: { readonly rows?: number }) {
  const { words } = useTongue();
  return (
    <div role="status" aria-label={words.common.loading} className="loading">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** There is nothing, and what to do about it. */
export function Nothing({ text, hint, children }: { readonly text: string; readonly hint?: string; readonly children?: ReactNode }) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <div>{text}</div>
          {hint !== undefined && <Typography.Text type="secondary">{hint}</Typography.Text>}
        </>
      }
    >
      {children}
    </Empty>
  );
}

function useSecondsLeft(from: number | null): number {
  const [left, setLeft] = useState(from ?? 0);
  useEffect(() => {
    setLeft(from ?? 0);
    if (from === null) return undefined;
    const end = Date.now() + from * 1000;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [from]);
  return left;
}

function HubWords({ problem }: { readonly problem: Problem }) {
  const { words } = useTongue();
  if (problem.message === "") return null;
  return (
    <Typography.Paragraph className="hub-words">
      <Typography.Text type="secondary">{words.errors.details}: </Typography.Text>
      <span lang="en">
        {problem.message} {problem.hint}
      </span>
    </Typography.Paragraph>
  );
}

interface FailureProps {
  readonly error: HubError;
  /** Asks once more; null where the button that asked stands beside it. */
  readonly again: (() => void) | null;
}

/** What went wrong, in the reader's language and in the hub's own words, and when to ask again. */
export function Failure({ error, again }: FailureProps) {
  const { words, format } = useTongue();
  const left = useSecondsLeft(error.retryAfter);
  const part = error.code === "BASIS_REFUSED" ? wordAt(words.errors.parts, String(error.problem.details["part"])) : null;
  return (
    <Notice
      kind="error"
      text={wordAt(words.errors.codes, error.code) ?? words.errors.title}
      more={
        <>
          {part !== null && <div>{part}</div>}
          <HubWords problem={error.problem} />
          {left > 0 && <p>{words.errors.wait(format.duration(left))}</p>}
        </>
      }
      action={
        again !== null && (
          <Button onClick={again} disabled={left > 0}>
            {words.common.again}
          </Button>
        )
      }
    />
  );
}
