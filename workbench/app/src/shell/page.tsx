import { Flex, Typography } from "antd";
import { useEffect, type ReactNode } from "react";
import { useWords } from "../i18n/words";
import { ShowQuestion } from "../show-question/show-question";

interface PageProps {
  readonly title: ReactNode;
  /** What stands in the title of the window: never a name or number, it stays in the browser's history. */
  readonly windowTitle?: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** One view: its heading, what can be done with it, and the questions behind it. */
export function Page({ title, windowTitle, extra, children }: PageProps) {
  const words = useWords();
  const named = windowTitle ?? (typeof title === "string" ? title : words.product);
  useEffect(() => {
    document.title = named === words.product ? words.product : `${named} · ${words.product}`;
  }, [named, words]);
  return (
    <article className="page">
      <Flex className="page-head" justify="space-between" align="start" gap="middle" wrap>
        <Typography.Title level={1}>{title}</Typography.Title>
        <Flex gap="small" wrap>
          {extra}
          <ShowQuestion />
        </Flex>
      </Flex>
      {children}
    </article>
  );
}
