import { useCallback, useEffect, useMemo, useState } from "react";
import { useBasis } from "../basis/basis";
import { ask } from "./ask";
import { HubError, isAbort, problemOf } from "./problems";
import type { Answer, Question } from "./question";
import { useRecord } from "./view";

type Values = Readonly<Record<string, unknown>>;

/** A function that asks on the present basis and lets the view remember the question. */
export function useAsk() {
  const { basis } = useBasis();
  const record = useRecord();
  return useCallback(
    async <Result, Variables extends Values>(
      question: Question<Result, Variables>,
      variables: Variables,
      signal?: AbortSignal,
    ): Promise<Answer<Result>> => {
      try {
        const answer = await ask(question, variables, { basis, ...(signal === undefined ? {} : { signal }) });
        record(answer.asked);
        return answer;
      } catch (reason) {
        if (reason instanceof HubError && reason.asked !== null) record(reason.asked);
        throw reason;
      }
    },
    [basis, record],
  );
}

export type State<Result> =
  | { readonly kind: "idle" }
  /** `before` is what was shown until now, so that a page does not flicker. */
  | { readonly kind: "asking"; readonly before: Answer<Result> | null }
  | { readonly kind: "answered"; readonly answer: Answer<Result> }
  | { readonly kind: "failed"; readonly error: HubError };

export function asHubError(reason: unknown): HubError {
  return reason instanceof HubError
    ? reason
    : new HubError(problemOf("UNKNOWN", reason instanceof Error ? reason.message : String(reason)), 0);
}

/**
 * Asks as soon as it is there, and again whenever the variables or the basis change; a question that is no longer
 * wanted is ended at the hub too. `variables: null` asks nothing.
 */
export function useQuestion<Result, Variables extends Values>(
  question: Question<Result, Variables>,
  variables: Variables | null,
): readonly [State<Result>, () => void] {
  const put = useAsk();
  const [state, setState] = useState<State<Result>>({ kind: variables === null ? "idle" : "asking", before: null });
  const [times, setTimes] = useState(0);
  const wanted = variables === null ? null : JSON.stringify(variables);

  useEffect(() => {
    if (wanted === null) {
      setState({ kind: "idle" });
      return undefined;
    }
    const ending = new AbortController();
    setState((was) => ({ kind: "asking", before: was.kind === "answered" ? was.answer : null }));
    put(question, JSON.parse(wanted) as Variables, ending.signal).then(
      (answer) => setState({ kind: "answered", answer }),
      (reason: unknown) => {
        if (!isAbort(reason)) setState({ kind: "failed", error: asHubError(reason) });
      },
    );
    return () => ending.abort();
    // The text stands for the question: entity pages compose theirs anew with every rendering.
  }, [put, question.text, wanted, times]);

  const again = useCallback(() => setTimes((count) => count + 1), []);
  return useMemo(() => [state, again] as const, [state, again]);
}

/** What there is to show: the answer, or the one before it while a new one is on its way. */
export function shown<Result>(state: State<Result>): Answer<Result> | null {
  if (state.kind === "answered") return state.answer;
  return state.kind === "asking" ? state.before : null;
}
