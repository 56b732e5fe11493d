import { useMemo } from "react";
import type { HubError } from "../ask/problems";
import { together, useQuestions } from "../ask/use-question";
import { countsQuestions } from "./compose";

export interface Counts {
  /** By field; null where the purpose does not open it. */
  readonly counts: ReadonlyMap<string, number | null>;
  readonly asking: boolean;
  readonly error: HubError | null;
  readonly again: () => void;
}

/** How many links of each kind there are, on a day where one is named; shown as the answers come. */
export function useCounts(kind: string, id: string, at: string | null = null): Counts {
  const questions = useMemo(() => countsQuestions(kind).map((question) => ({ question, variables: { id, at } })), [kind, id, at]);
  const parts = useQuestions(questions);
  const counts = new Map(parts.flatMap(({ answer }) => Object.entries(answer?.data.node ?? {}).map(([name, page]) => [name, page?.totalCount ?? null] as const)));
  return { counts, ...together(parts) };
}
