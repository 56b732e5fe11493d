import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { HubError, isAbort } from "../ask/problems";
import type { Answer } from "../ask/question";
import { asHubError, useAsk } from "../ask/use-ask";
import { inParts } from "../entity/compose";
import { useFlagsChanged } from "../flags/changed";
import { FlagsOnChart, type FlagsOnChartQuery } from "../generated/operations";
import { flagMark, flagged, type FlagMark, type Flagged } from "./chart/flag-marks";
import type { Visible } from "./chart/visible";
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

/** What was asked on one basis since the last change of flags; what comes in later is asked for by itself. */
interface Round {
  readonly put: unknown;
  readonly times: number;
  readonly ids: Set<string>;
  readonly found: Map<string, FlagMark>;
}

const round = (put: unknown, times: number): Round => ({ put, times, ids: new Set(), found: new Map() });

/** The flags on what is on the chart: asked for what comes in, and anew whenever one was raised or withdrawn. */
export function useFlagMarks({ chart, learned, work }: ChartNow, seen: Visible): FlagMarks {
  const put = useAsk();
  const [marks, setMarks] = useState<ReadonlyMap<string, FlagMark>>(new Map());
  const [error, setError] = useState<HubError | null>(null);
  const [times, setTimes] = useState(0);
  const asked = useRef<Round>(round(put, times));
  const ending = useRef(new Set<AbortController>());
  const giveUp = useCallback(() => {
    for (const each of ending.current) each.abort();
    ending.current.clear();
  }, []);

  const { nodes } = chart;
  useEffect(() => {
    // On another basis other flags are seen, and none of those before.
    if (asked.current.put !== put) setMarks(new Map());
    if (asked.current.put !== put || asked.current.times !== times) {
      giveUp();
      asked.current = round(put, times);
    }
    const { ids, found } = asked.current;
    const wanted = [...nodes.keys()].filter((id) => !ids.has(id));
    if (wanted.length === 0 || work !== null) return;
    for (const id of wanted) ids.add(id);
    const controller = new AbortController();
    ending.current.add(controller);
    const ask = async () => {
      for (const part of inParts(wanted, IDS_AT_ONCE)) {
        let [after, more]: [string | null, boolean] = [null, true];
        while (more) {
          const { data, told, problems }: Answer<FlagsOnChartQuery> = await put(FlagsOnChart, { ids: [...part], first: PAGE, after }, controller.signal);
          const [problem] = problems;
          if (problem !== undefined) throw new HubError(problem, 200);
          for (const mark of data.flags?.nodes.map(flagMark) ?? []) found.set(mark.id, mark);
          learned({ nodes: [], links: [], told: [told] });
          more = data.flags?.pageInfo.hasNextPage === true;
          after = data.flags?.pageInfo.endCursor ?? null;
        }
      }
      setError(null);
      setMarks(new Map(found));
    };
    ask()
      .catch((reason: unknown) => {
        if (isAbort(reason)) return;
        const problem = asHubError(reason);
        if (!SHOWS_NONE.includes(problem.code)) setError(problem);
      })
      .finally(() => ending.current.delete(controller));
  }, [put, nodes, times, work, learned, giveUp]);
  useEffect(
    () => () => {
      giveUp();
      asked.current = round(null, 0);
    },
    [giveUp],
  );

  const again = useCallback(() => setTimes((count) => count + 1), []);
  useFlagsChanged(again);
  return { flagged: useMemo(() => flagged(marks.values(), seen), [marks, seen]), error, again };
}
