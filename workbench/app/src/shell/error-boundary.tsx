import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { useTongue } from "../i18n/words";
import { Notice } from "./notice";

/** A page that breaks takes nothing else with it. What broke is not logged: it may hold what was on the screen. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { words } = useTongue();
  return (
    <Notice
      kind="error"
      text={words.errors.unexpected}
      more={words.errors.unexpectedText}
      action={<Button onClick={() => window.location.reload()}>{words.errors.reload}</Button>}
    />
  );
}
