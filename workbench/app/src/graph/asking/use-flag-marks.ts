import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { asHubError, type HubError } from "../../ask/problems";
import type { Answer } from "../../ask/question";
import { useAsk, type Ask } from "../../ask/use-ask";
import { useLast } from "../../ask/use-last";
import { useScope } from "../../ask/use-question";
import { inParts } from "../../entity/compose";
import { useFlagsChanged } from "../../flags/changed";
import { FlagsOnChart, type FlagsOnChartQuery } from "../../generated/operations";
import { flagMark, flagged, type FlagMark, type Flagged } from "../chart/flag-marks";
import type { News } from "../chart/knowledge";
import type { Visible } from "../chart/visible";
import type { ChartNow } from "./use-chart";

/** Entities that one question is about; one question for each would be thousands. */
const IDS_AT_ONCE = 500;
const PAGE = 100;
/** A purpose that opens no flags shows none. */
const SHOWS_NONE = ["NOT_OPEN", "BASIS_NEEDED"];

export interface FlagMarks {
  readonly flagged: Flagged;
  readonly error: HubError | null;
  readonly again: () => void;
}

/** What is asked for on one basis since the flags changed last: what comes in later is a part of its own. */
interface Round {
  readonly scope: unknown;
  readonly times: number;
  readonly parts: readonly (readonly string[])[];
}

/** The flags on what is on the chart: asked for what comes in, and for all again when one was raised or withdrawn. */
export function useFlagMarks({ chart, learned, work }: ChartNow, seen: Visible): FlagMarks {
  const ask = useAsk();
  const scope = useScope();
  const [times, setTimes] = useState(0);
  const [round, setRound] = useState<Round>({ scope, times, parts: [] });
  const current = round.scope === scope && round.times === times;
  const parts = current ? round.parts : [];
  const { nodes } = chart;
  useEffect(() => {
    if (work !== null) return;
    const asked = new Set(parts.flat());
    const fresh = [...nodes.keys()].filter((id) => !asked.has(id));
    if (fresh.length > 0 || !current) setRound({ scope, times, parts: fresh.length > 0 ? [...parts, fresh] : parts });
  }, [nodes, work, scope, times, round]);

  const { found, error } = useQueries({
    combine: combined,
    queries: parts.map((ids) => ({
      queryKey: [...scope, FlagsOnChart.text, ids, times],
      queryFn: ({ signal }: { signal: AbortSignal }) => marksOn(ask, ids, learned, signal),
    })),
  });
  // Until all is asked again, the marks that were there stay; those of another basis do not.
  const marks = useLast(scope, found, true);
  const problem = error === null ? null : asHubError(error);
  const again = useCallback(() => setTimes((count) => count + 1), []);
  useFlagsChanged(again);
  return {
    flagged: useMemo(() => flagged(marks ?? [], seen), [marks, seen]),
    error: problem === null || SHOWS_NONE.includes(problem.code) ? null : problem,
    again,
  };
}

/** The marks of all parts that are answered, null while none is; and why the first that failed did. */
function combined(parts: readonly UseQueryResult<readonly FlagMark[]>[]): { readonly found: readonly FlagMark[] | null; readonly error: Error | null } {
  const answered = parts.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return { found: answered.length === 0 ? null : answered.flat(), error: parts.find(({ error, isFetching }) => error !== null && !isFetching)?.error ?? null };
}

/** All flags on these entities; `learned` hears of each receipt. */
async function marksOn(ask: Ask, ids: readonly string[], learned: (news: News) => void, signal: AbortSignal): Promise<readonly FlagMark[]> {
  const found = new Map<string, FlagMark>();
  for (const part of inParts(ids, IDS_AT_ONCE)) {
    let [after, more]: [string | null, boolean] = [null, true];
    while (more) {
      const { data, extensions }: Answer<FlagsOnChartQuery> = await ask(FlagsOnChart, { ids: [...part], first: PAGE, after }, signal);
      for (const mark of data.flags?.nodes.map(flagMark) ?? []) found.set(mark.id, mark);
      learned({ nodes: [], links: [], extensions: [extensions] });
      more = data.flags?.pageInfo.hasNextPage === true;
      after = data.flags?.pageInfo.endCursor ?? null;
    }
  }
  return [...found.values()];
}
