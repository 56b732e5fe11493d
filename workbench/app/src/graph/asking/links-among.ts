/** Links of some entities with one another and with others, whichever of them the chart has already. */
import type { Ask } from "../../ask/use-ask";
import { LinksAmong } from "../../generated/operations";
import type { News } from "../chart/knowledge";
import { linkFacts } from "./read";

/** What the hub takes in one question (`hub/capabilities/walks/among.py`). */
export const MOST_OF = 200;
export const MOST_OTHERS = 1000;

export interface Between {
  readonly of: readonly string[];
  readonly others: readonly string[];
}

export interface Among extends News {
  /** There are more than the hub gives at once. */
  readonly truncated: boolean;
}

/** One question. */
export async function askAmong(ask: Ask, { of, others }: Between, signal: AbortSignal): Promise<Among> {
  const { data, extensions } = await ask(LinksAmong, { of: [...of], others: [...others] }, signal);
  return { nodes: [], links: data.linksAmong?.links.map(linkFacts) ?? [], extensions: [extensions], truncated: data.linksAmong?.truncated === true };
}

/** The same in two questions; null where there is nothing to part. */
function parted({ of, others }: Between, byOf: boolean): readonly Between[] | null {
  const ids = byOf ? of : others;
  if (ids.length < 2) return null;
  const [one, other] = [ids.slice(0, ids.length >> 1), ids.slice(ids.length >> 1)];
  if (!byOf) return [one, other].map((part) => ({ of, others: part }));
  return [
    { of: one, others: [...others, ...other] },
    { of: other, others },
  ];
}

/** What does not fit one question in parts. */
function fitting(wanted: Between): readonly Between[] | null {
  if (wanted.of.length > MOST_OF) return parted(wanted, true);
  return wanted.others.length > MOST_OTHERS ? parted(wanted, false) : null;
}

/** All of them, in as many questions as it takes. */
export async function askAllAmong(ask: Ask, wanted: Between, signal: AbortSignal, progress: (done: number) => void): Promise<Among> {
  const found: Among[] = [];
  const left: Between[] = [wanted];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const parts = fitting(next);
    if (parts !== null) {
      left.push(...parts);
      continue;
    }
    const answer = await askAmong(ask, next, signal);
    const less = answer.truncated ? (parted(next, true) ?? parted(next, false)) : null;
    if (less === null) found.push(answer);
    else left.push(...less);
    progress(found.length / (found.length + left.length));
  }
  return {
    nodes: [],
    links: found.flatMap(({ links }) => links),
    extensions: found.flatMap(({ extensions }) => extensions),
    truncated: found.some(({ truncated }) => truncated),
  };
}
