import { useRef } from "react";
import type { HubError } from "../../ask/problems";
import { useQuestions } from "../../ask/use-question";
import { useSettled } from "../../ask/use-settled";
import type { LinkField } from "../../model/model";
import { fittingQuestion, type Narrowed } from "../asking/compose";

export type Wheres = ReadonlyMap<LinkField, NonNullable<Narrowed["where"]>>;

export interface MatchingCount {
  /** Null until the hub has counted, and where it does not. */
  readonly count: number | null;
  readonly error: HubError | null;
  readonly again: () => void;
}

/** Conditions are typed: one question for each key would be answered too late for all but the last. */
const SETTLE_MS = 300;

/** How many links of each kind match the conditions set on it; by field, only those that have some. */
export function useMatchingCounts(kind: string, id: string, at: string | null, wheres: Wheres): ReadonlyMap<string, MatchingCount> {
  const all = [...wheres].map(([field, where]) => ({ field, where, key: JSON.stringify([field.name, at, where]) }));
  const settled = useSettled(JSON.stringify(all.map(({ key }) => key)), SETTLE_MS);
  // What was counted before stays counted while another condition is typed.
  const before = useRef<ReadonlySet<string>>(new Set());
  if (settled !== null) before.current = new Set(all.map(({ key }) => key));
  const counts = useQuestions(
    all.map(({ field, where, key }) => ({ question: fittingQuestion(kind, field), variables: before.current.has(key) ? { id, at, where } : null })),
  );
  return new Map(
    all.map(({ field }, index) => {
      const { answer = null, error = null, again = () => {} } = counts[index] ?? {};
      return [field.name, { count: answer?.data.node?.[field.name]?.totalCount ?? null, error, again }];
    }),
  );
}
