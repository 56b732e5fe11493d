import { useCallback, useState } from "react";
import { useAsk } from "../../ask/use-ask";
import { useWork, type WorkNow } from "../../ask/use-work";
import { ExpandOne } from "../../generated/operations";
import { linkFacts, nodeFacts } from "../asking/read";
import type { ChartNow, Found } from "../asking/use-chart";

/** What one click adds of an entity without asking; of one with more links the counts are shown first. */
export const MOST_BY_CLICK = 50;

export interface Expanded {
  /** How many entities came. */
  readonly added: number;
  /** Entities that have too many links, and how many. */
  readonly tooMany: ReadonlyMap<string, number>;
}

export interface Expansion extends Pick<WorkNow, "work" | "error" | "again" | "giveUp"> {
  /** Adds all that these are linked with, as one step. */
  readonly expand: (ids: readonly string[]) => void;
  /** What came of it; null until then, and when it was read. */
  readonly expanded: Expanded | null;
  readonly read: () => void;
}

export function useExpansion({ chart, bringAll }: ChartNow): Expansion {
  const put = useAsk();
  const { work, error, run, again, giveUp } = useWork();
  const [expanded, setExpanded] = useState<Expanded | null>(null);
  const expand = (ids: readonly string[]) =>
    void run(async (signal, progress) => {
      setExpanded(null);
      const parts: Found[] = [];
      const tooMany = new Map<string, number>();
      for (const [at, id] of ids.entries()) {
        progress(at / ids.length);
        const { data, extensions } = await put(ExpandOne, { id, first: MOST_BY_CLICK }, signal);
        if (data.expand === null) continue;
        // Flags have a place of their own.
        const counts = data.expand.counts.filter(({ kind }) => kind !== "FLAGS");
        const all = counts.reduce((sum, { count }) => sum + count, 0);
        const found = data.expand.neighbours.filter(({ link }) => link.kind !== "FLAGS");
        if (found.length < all) tooMany.set(id, all);
        else parts.push({ from: id, news: { nodes: found.map(({ node }) => nodeFacts(node)), links: found.map(({ link }) => linkFacts(link)), extensions: [extensions] } });
      }
      const fresh = new Set(parts.flatMap(({ news }) => news.nodes.map(({ id }) => id)).filter((id) => !chart.nodes.has(id)));
      bringAll(parts);
      setExpanded({ added: fresh.size, tooMany });
    });
  const read = useCallback(() => setExpanded(null), []);
  return { work, error, again, giveUp, expand, expanded, read };
}
