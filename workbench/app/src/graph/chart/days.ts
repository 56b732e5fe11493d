/** Which of what is known holds on a day, and from when to when there is anything. */
import type { Knowledge, LinkFacts, NodeFacts } from "./knowledge";

const DAY = 10;
const MS = 86_400_000;

const from = (start: string | null, day: string): boolean => start === null || start.slice(0, DAY) <= day;
/** A link that ended on a day does not hold on it, as for the hub. */
const before = (end: string | null, day: string): boolean => end === null || day < end.slice(0, DAY);

export function holds({ since, until }: Pick<LinkFacts, "since" | "until">, day: string | null): boolean {
  return day === null || (from(since, day) && before(until, day));
}

export function exists({ begins, until }: Pick<NodeFacts, "begins" | "until">, day: string | null): boolean {
  return day === null || (from(begins, day) && before(until, day));
}

const IN_CHINA = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });

export function today(now: Date): string {
  return IN_CHINA.format(now);
}

/** What ends on a later day has not ended, as for the hub. */
export function hasEnded(until: string | null, day: string = today(new Date())): boolean {
  return !before(until, day);
}

/** First and last day of the slider; births would draw it out over a century, so links decide. */
export function span(known: Knowledge, now: string): readonly [string, string] | null {
  let first: string | null = null;
  for (const records of known.links.values()) {
    for (const { since, until } of records) {
      for (const day of [since, until]) if (day !== null && (first === null || day < first)) first = day.slice(0, DAY);
    }
  }
  for (const { kind, begins } of known.nodes.values()) {
    if (kind !== "Person" && kind !== "Company" && begins !== null && (first === null || begins < first)) first = begins.slice(0, DAY);
  }
  return first === null || first >= now ? null : [shifted(first, -1), now];
}

export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / MS);
export const dayOf = (number: number): string => new Date(number * MS).toISOString().slice(0, DAY);
export const shifted = (day: string, by: number): string => dayOf(dayNumber(day) + by);
