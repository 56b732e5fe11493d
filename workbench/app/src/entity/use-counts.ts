import { useEffect, useState } from "react";
import { isAbort, type HubError } from "../ask/problems";
import { asHubError, useAsk } from "../ask/use-ask";
import { countsQuestions } from "./compose";

export interface Counts {
  /** By field; null where the purpose does not open it. */
  readonly counts: ReadonlyMap<string, number | null>;
  readonly asking: boolean;
  readonly error: HubError | null;
}

/** How many links of each kind there are, on a day where one is named; shown as the answers come. */
export function useCounts(kind: string, id: string, at: string | null = null): Counts {
  const put = useAsk();
  const [state, setState] = useState<Counts>({ counts: new Map(), asking: true, error: null });
  useEffect(() => {
    const ending = new AbortController();
    const questions = countsQuestions(kind);
    let open = questions.length;
    setState({ counts: new Map(), asking: open > 0, error: null });
    for (const question of questions) {
      put(question, { id, at }, ending.signal).then(
        ({ data }) => {
          open -= 1;
          const found = Object.entries(data.node ?? {}).map(([name, page]) => [name, page?.totalCount ?? null] as const);
          setState((was) => ({ ...was, counts: new Map([...was.counts, ...found]), asking: open > 0 }));
        },
        (reason: unknown) => {
          if (isAbort(reason)) return;
          open -= 1;
          setState((was) => ({ ...was, asking: open > 0, error: asHubError(reason) }));
        },
      );
    }
    return () => ending.abort();
  }, [put, kind, id, at]);
  return state;
}
