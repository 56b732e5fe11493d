import { useState } from "react";
import type { HubError } from "../../ask/problems";
import { useAsk } from "../../ask/use-ask";
import { useWork } from "../../ask/use-work";
import type { LinkField } from "../../model/model";
import { openQuestion } from "../asking/compose";
import { edgeFacts, nodeFacts } from "../asking/read";
import { openedKey } from "../chart/chart";
import type { Wheres } from "./use-matching-counts";
import { useGraph } from "./graph-context";

export interface BringLinks {
  /** The field that is being opened. */
  readonly busy: string | null;
  readonly error: HubError | null;
  readonly open: (fields: readonly LinkField[], first: number) => void;
  /** Opens once more what could not be opened. */
  readonly again: () => void;
  readonly giveUp: () => void;
}

/** Brings in the next page of links, one kind after the other; of each only what fits its conditions. */
export function useBringLinks(id: string, kind: string, at: string | null, wheres: Wheres): BringLinks {
  const { chart, bring } = useGraph();
  const put = useAsk();
  const { work, error, run, again, giveUp } = useWork();
  const [busy, setBusy] = useState<string | null>(null);
  const open = (fields: readonly LinkField[], first: number) =>
    void run(async (signal) => {
      for (const field of fields) {
        setBusy(field.name);
        const where = wheres.get(field) ?? null;
        const key = openedKey(id, field.name, at, where);
        const before = chart.opened.get(key);
        if (before !== undefined && before.cursor === null) continue;
        const variables = { id, first, after: before?.cursor ?? null, at, ...(where === null ? {} : { where }) };
        const { data, extensions } = await put(openQuestion(kind, field, where !== null), variables, signal);
        const page = data.node?.[field.name] ?? null;
        if (page === null) continue;
        const { hasNextPage, endCursor } = page.pageInfo;
        const opened = { loaded: (before?.loaded ?? 0) + page.edges.length, total: page.totalCount, cursor: hasNextPage ? endCursor : null };
        const nodes = page.edges.map(({ node }) => nodeFacts(node));
        bring({ nodes, links: page.edges.map((edge) => edgeFacts(id, field, edge)), extensions: [extensions] }, id, [[key, opened]]);
      }
    });
  return { busy: work === null ? null : busy, error, open, again, giveUp };
}
