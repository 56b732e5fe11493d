import { Button } from "antd";
import { useWords } from "../i18n/words";
import { Notice } from "../shell/notice";
import { useOfficer, useSession } from "./session-context";

/** Says that the session of this browser is another officer's now, where one was shown before. */
export function Instead() {
  const words = useWords();
  const { officer } = useOfficer();
  const { state, seen } = useSession();
  if (state.kind !== "known" || state.instead !== true) return null;
  return (
    <Notice
      kind="warning"
      text={words.officer.instead(officer.name, officer.agencyName)}
      more={words.officer.insteadText}
      action={<Button onClick={seen}>{words.common.understood}</Button>}
    />
  );
}
