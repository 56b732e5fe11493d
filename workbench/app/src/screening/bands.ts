import type { Line } from "./subjects";
import type { Outcome } from "./use-screening";

/** What came of a line; UNREAD was not sent, WAITING is still to be sent. */
export const BANDS = ["HIT", "UNCERTAIN", "INVALID", "UNREAD", "NO_HIT", "WAITING"] as const;
export type Band = (typeof BANDS)[number];

export interface Row {
  readonly place: number;
  readonly line: Line;
  readonly band: Band;
  readonly outcome: Outcome | null;
}

const isBand = (outcome: string): outcome is Band => (BANDS as readonly string[]).includes(outcome);

function bandOf(line: Line, outcome: Outcome | null): Band {
  if (line.subject === null) return "UNREAD";
  if (outcome === null) return "WAITING";
  // An outcome that this page does not know is nothing that it may call "no hit".
  return isBand(outcome.outcome) ? outcome.outcome : "UNCERTAIN";
}

export const rowsOf = (lines: readonly Line[], outcomes: ReadonlyMap<number, Outcome>): readonly Row[] =>
  lines.map((line, place) => {
    const outcome = outcomes.get(place) ?? null;
    return { place, line, outcome, band: bandOf(line, outcome) };
  });

export function countBands(rows: readonly Row[]): ReadonlyMap<Band, number> {
  const counts = new Map<Band, number>();
  for (const { band } of rows) counts.set(band, (counts.get(band) ?? 0) + 1);
  return counts;
}
