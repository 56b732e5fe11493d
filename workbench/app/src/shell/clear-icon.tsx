import { CloseCircleFilled } from "@ant-design/icons";
import { useWords } from "../i18n/words";

/** What empties a field. Ant Design puts it into a button that has no other name. */
export function ClearIcon() {
  const words = useWords();
  return <CloseCircleFilled aria-hidden={false} aria-label={words.common.clear} />;
}
