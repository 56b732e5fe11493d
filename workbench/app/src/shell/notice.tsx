import { Alert } from "antd";
import type { ReactNode } from "react";

interface NoticeProps {
  readonly kind: "info" | "warning" | "error" | "success";
  readonly text: ReactNode;
  readonly more?: ReactNode;
  readonly action?: ReactNode;
}

/** Something one has to know, read out by screen readers too. */
export function Notice({ kind, text, more, action }: NoticeProps) {
  return (
    <Alert type={kind} showIcon title={text} description={more} action={action} role={kind === "error" ? "alert" : "status"} />
  );
}
