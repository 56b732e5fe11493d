import { useState } from "react";
import { HubError } from "../../ask/problems";
import type { Problem } from "../../ask/question";
import { useAsk } from "../../ask/use-ask";
import { useWork } from "../../ask/use-work";
import type { LinkField } from "../../model/model";
import { openQuestion } from "../asking/compose";
import { edgeFacts, nodeFacts } from "../asking/read";
import { openedKey } from "../chart/chart";
import type { ChartNow } from "../use-chart";
import type { Wheres } from "./use-fitting";

export interface Opening {
  /** The field that is being opened. */
  readonly busy: string | null;
  readonly error: HubError | null;
  readonly open: (fields: readonly LinkField[], first: number) => void;
  readonly giveUp: () => void;
}

/** Brings in the next page of links, one kind after the other; of each only what fits its conditions. */
export function useOpening(id: string, kind: string, at: string | null, wheres: Wheres, now: ChartNow): Opening {
  const put = useAsk();
  const { work, error, run, giveUp } = useWork();
  const [busy, setBusy] = useState<string | null>(null);
  const [partly, setPartly] = useState<Problem | null>(null);
  const open = (fields: readonly LinkField[], first: number) =>
    void run(async (signal) => {
      setPartly(null);
      for (const field of fields) {
        setBusy(field.name);
        const where = wheres.get(field) ?? null;
        const key = openedKey(id, field.name, at, where);
        const before = now.chart.opened.get(key);
        if (before !== undefined && before.cursor === null) continue;
        const variables = { id, first, after: before?.cursor ?? null, at, ...(where === null ? {} : { where }) };
        const { data, told, problems } = await put(openQuestion(kind, field, where !== null), variables, signal);
        const page = data.node?.[field.name] ?? null;
        if (problems[0] !== undefined) setPartly(problems[0]);
        if (page === null) continue;
        const { hasNextPage, endCursor } = page.pageInfo;
        const opened = { loaded: (before?.loaded ?? 0) + page.edges.length, total: page.totalCount, cursor: hasNextPage ? endCursor : null };
        const nodes = page.edges.map(({ node }) => nodeFacts(node));
        now.bring({ nodes, links: page.edges.map((edge) => edgeFacts(id, field, edge)), told: [told] }, id, [[key, opened]]);
      }
    });
  return { busy: work === null ? null : busy, error: error ?? (partly === null ? null : new HubError(partly, 200)), open, giveUp };
}
