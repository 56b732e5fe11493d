/** A pasted list, one thing a line, and what the hub finds for each line. */
import type { Found, Hit } from "../../search/searching";

/** One question for each. */
export const MOST_LINES = 200;

export type Line =
  | { readonly text: string; readonly state: "found"; readonly hit: Hit; readonly hits: readonly Hit[] }
  | { readonly text: string; readonly state: "ambiguous"; readonly hits: readonly Hit[] }
  | { readonly text: string; readonly state: "none" };

/** Each line once, without what stands around it. */
export function linesOf(text: string): readonly string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== "");
}

/** An identifier means what it is exactly; a name means one only where the hub finds no other of it. */
export function readLine(text: string, found: Found | null): Line {
  const hits = found?.hits ?? [];
  const whole = (how: readonly string[]) => hits.filter(({ matched }) => matched.some((match) => how.includes(match.how)));
  const exact = whole(["EXACT"]);
  const same = exact.length > 0 ? exact : whole(["SAME"]);
  const [one, ...others] = same;
  if (one !== undefined && others.length === 0 && (exact.length > 0 || found?.moreExist === false)) return { text, state: "found", hit: one, hits: same };
  // What only resembles it is not taken for it, but offered.
  const offered = same.length > 0 ? same : hits;
  return offered.length === 0 ? { text, state: "none" } : { text, state: "ambiguous", hits: offered };
}
