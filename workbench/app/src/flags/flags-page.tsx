import { useWords } from "../i18n/words";
import { Page } from "../shell/page";

export function FlagsPage() {
  const words = useWords();
  return <Page title={words.flags.title}>{null}</Page>;
}
