import { useCallback } from "react";
import { useBasis } from "../basis/basis";
import { useOfficer } from "../session/session-context";
import { ask } from "./ask";
import { HubError } from "./problems";
import type { Answer, Question, Values } from "./question";
import { useRecord } from "./view";

/** Asks on the present basis, and lets the view remember the question. Throws HubError, or the AbortError of the signal. */
export type Ask = <Result, Variables extends Values>(question: Question<Result, Variables>, variables: Variables, signal?: AbortSignal) => Promise<Answer<Result>>;

/** Another function on another basis and for another officer. */
export function useAsk(): Ask {
  const { basis } = useBasis();
  const { officer } = useOfficer();
  const record = useRecord();
  return useCallback<Ask>(
    async (question, variables, signal) => {
      try {
        const answer = await ask(question, variables, { asker: officer, basis, ...(signal === undefined ? {} : { signal }) });
        record(answer.asked);
        return answer;
      } catch (reason) {
        if (reason instanceof HubError && reason.asked !== null) record(reason.asked);
        throw reason;
      }
    },
    [basis, officer, record],
  );
}
