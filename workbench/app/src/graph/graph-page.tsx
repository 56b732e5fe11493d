import { useWords } from "../i18n/words";
import { Page } from "../shell/page";
import { Nothing } from "../shell/states";

/** The graph view; loaded when it is opened, with the graph engine. */
export default function GraphPage() {
  const words = useWords();
  return (
    <Page title={words.graph.title}>
      <Nothing text={words.graph.empty} hint={words.graph.emptyText} />
    </Page>
  );
}
