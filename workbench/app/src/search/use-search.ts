import { useEffect, useRef, useState } from "react";
import type { HubError } from "../ask/problems";
import type { Answer } from "../ask/question";
import { useLast } from "../ask/use-last";
import { useQuestion, useScope } from "../ask/use-question";
import { Search, type SearchQuery } from "../generated/operations";
import { worthAsking } from "./searching";

/**
 * Milliseconds without a key after which a text is asked for. Typists leave 70 to 200 ms between two keys. Where the hub
 * answers in that time, the list follows them; where it takes longer, most of what was asked would be overtaken by the
 * next key, and only a pause is worth a question.
 */
export const settleAfter = (answeredIn: number): number => Math.min(250, Math.max(60, answeredIn / 2));
/** After a question that a key overtook: how long its answer would have taken, nobody knows. */
const OVERTAKEN = settleAfter(Number.POSITIVE_INFINITY);

export interface SearchState {
  /** The answer that is there is to another text, typed before. */
  readonly asking: boolean;
  readonly answer: Answer<SearchQuery> | null;
  readonly error: HubError | null;
  readonly again: () => void;
}

/** Looks for the text once typing pauses, at once for a text that is there; a question that is overtaken is ended at the hub too. */
export function useSearch(text: string, first: number): SearchState {
  const wanted = text.trim();
  const worth = worthAsking(wanted);
  const scope = useScope();
  const [settled, setSettled] = useState<string | null>(null);
  const settle = useRef(0);
  const underway = useRef(false);
  useEffect(() => {
    // Until an answer says that the hub is quick enough to follow the typing.
    if (underway.current) settle.current = OVERTAKEN;
    const timer = worthAsking(wanted) ? setTimeout(() => setSettled(wanted), settle.current) : undefined;
    settle.current = Math.max(settle.current, settleAfter(0));
    return () => {
      clearTimeout(timer);
      setSettled(null);
    };
  }, [wanted]);
  const { answer, asking, error, again } = useQuestion(Search, worth && settled === wanted ? { text: wanted, first } : null);
  useEffect(() => {
    underway.current = asking;
  }, [asking]);
  useEffect(() => {
    if (answer !== null) settle.current = settleAfter(answer.asked.ms);
  }, [answer]);
  const shown = useLast(scope, answer, worth && error === null);
  return { asking: worth && error === null && (asking || answer === null), answer: worth ? shown : null, error, again };
}
