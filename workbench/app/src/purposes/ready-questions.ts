/** What a purpose opens that has no page yet: a question that is ready to be asked in GraphiQL. */
import type { Purpose } from "../basis/basis";
import { CountCases, Registered, WhatIMayAsk } from "../generated/operations";
import { viewsOf } from "./views";

export const READY = {
  statistics: { question: CountCases, opens: (purpose: Purpose) => purpose.countsOnly },
  registration: { question: Registered, opens: (purpose: Purpose) => purpose.groups.includes("registration") },
} as const;

export type Ready = keyof typeof READY | "other";

/** The questions of a purpose; a purpose that this page knows nothing of has one too. */
export function readyOf(purpose: Purpose) {
  const known = (Object.keys(READY) as (keyof typeof READY)[]).filter((name) => READY[name].opens(purpose));
  const found: readonly Ready[] = known.length === 0 && viewsOf(purpose).length === 0 ? ["other"] : known;
  return found.map((name) => ({ name, question: name === "other" ? WhatIMayAsk : READY[name].question }));
}
