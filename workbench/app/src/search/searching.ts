import { createContext, useContext, useEffect, useRef, useState } from "react";
import { HubError, isAbort } from "../ask/problems";
import type { Answer } from "../ask/question";
import { asHubError, useAsk } from "../ask/use-ask";
import { Search, type SearchQuery } from "../generated/operations";

export type Found = NonNullable<SearchQuery["search"]>;
export type Hit = Found["hits"][number];

/** What was typed and looked for in this session, in memory alone: it is about people. */
export interface Searching {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly recent: readonly string[];
  readonly remember: (text: string) => void;
  readonly forget: () => void;
}

export const SearchingContext = createContext<Searching>({
  text: "",
  setText: () => {},
  recent: [],
  remember: () => {},
  forget: () => {},
});

export const useSearching = (): Searching => useContext(SearchingContext);

const MOST_RECENT = 10;

export function withRecent(recent: readonly string[], text: string): readonly string[] {
  const wanted = text.trim();
  return wanted === "" ? recent : [wanted, ...recent.filter((each) => each !== wanted)].slice(0, MOST_RECENT);
}

const HAN = /\p{Script=Han}/u;

/** One Chinese character says as much as two letters. */
export function worthAsking(text: string): boolean {
  const wanted = text.trim();
  return wanted.length >= 2 || HAN.test(wanted);
}

/**
 * Typists leave 70 to 200 ms between two keys. Where the hub answers in that time, the list follows them; where it takes
 * longer, most of what was asked would be overtaken by the next key, and only a pause is worth a question.
 */
export const settleAfter = (answeredIn: number): number => Math.min(250, Math.max(60, answeredIn / 2));

export interface SearchState {
  /** What is there answers another text, typed before. */
  readonly asking: boolean;
  readonly answer: Answer<SearchQuery> | null;
  readonly error: HubError | null;
}

/** Of which text it is known; null where that is being asked. */
type Known = Omit<SearchState, "asking"> & { readonly of: string | null };

const NOTHING: Known = { of: null, answer: null, error: null };

/** Looks for the text once typing pauses, at once for what is there; what is overtaken is ended at the hub too. */
export function useSearch(text: string, first: number): SearchState {
  const put = useAsk();
  const [state, setState] = useState<Known>(NOTHING);
  const wanted = text.trim();
  const settle = useRef(0);
  useEffect(() => {
    if (!worthAsking(wanted)) {
      settle.current = settleAfter(0);
      setState(NOTHING);
      return undefined;
    }
    const ending = new AbortController();
    setState((was) => ({ ...was, of: null, error: null }));
    const timer = setTimeout(() => {
      put(Search, { text: wanted, first }, ending.signal).then(
        (answer) => {
          settle.current = settleAfter(answer.asked.ms);
          const [problem] = answer.problems;
          // A search that ran out of time is no search that found nothing.
          const error = answer.data.search === null && problem !== undefined ? new HubError(problem, 200) : null;
          setState({ of: wanted, answer, error });
        },
        (reason: unknown) => {
          if (!isAbort(reason)) setState({ of: wanted, answer: null, error: asHubError(reason) });
        },
      );
    }, settle.current);
    settle.current = Math.max(settle.current, settleAfter(0));
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [put, wanted, first]);
  const { of, answer, error } = state;
  return { asking: worthAsking(wanted) && of !== wanted, answer, error };
}
