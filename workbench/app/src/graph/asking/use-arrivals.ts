/** Links of what has just come with what is on the chart: asked for by itself. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useWork, type WorkNow } from "../../ask/use-work";
import type { Ask } from "../../ask/use-ask";
import type { Action } from "../chart/history";
import type { News } from "../chart/knowledge";
import type { Adding } from "../chart/steps";
import { askAmong, MOST_OF, MOST_OTHERS, type Between } from "./links-among";

interface Arrival extends Between {
  readonly step: Adding;
}

/** What the page leaves behind for when one comes back: what was not answered is asked then. */
export interface KeptArrivals {
  readonly on: boolean;
  readonly waiting: Arrival[];
  readonly undrawn: readonly string[];
}

export interface Arrivals extends Pick<WorkNow, "error" | "again"> {
  readonly asking: boolean;
  /** Whether links are drawn by themselves. */
  readonly on: boolean;
  readonly setOn: (on: boolean) => void;
  /** A step brought what was not `there`. */
  readonly arrived: (step: Adding, of: readonly string[], there: readonly string[]) => void;
  /** Entities whose links were not all asked for: there are too many for one question. */
  readonly undrawn: readonly string[];
  readonly forget: () => void;
  readonly kept: KeptArrivals;
}

interface Given {
  readonly ask: Ask;
  readonly act: (action: Action) => void;
  readonly learned: (news: News) => void;
  readonly left: KeptArrivals | null;
}

export function useArrivals({ ask, act, learned, left }: Given): Arrivals {
  const [on, setOn] = useState(left?.on ?? true);
  const [undrawn, setUndrawn] = useState<readonly string[]>(left?.undrawn ?? []);
  const waiting = useRef<Arrival[]>(left?.waiting ?? []);
  const { work, error, run, again, giveUp } = useWork();

  const askWaiting = useCallback(
    () =>
      void run(async (signal) => {
        for (let next = waiting.current[0]; next !== undefined; next = waiting.current[0]) {
          const found = await askAmong(ask, next, signal);
          learned(found);
          act({ type: "complete", step: next.step, links: found.links });
          const { of } = next;
          if (found.truncated) setUndrawn((was) => [...was, ...of]);
          waiting.current.shift();
        }
      }),
    [run, ask, act, learned],
  );
  // Also on another basis, which ends what was asked on the one before.
  useEffect(() => {
    giveUp();
    if (waiting.current.length > 0) askWaiting();
  }, [giveUp, askWaiting]);

  const arrived = useCallback(
    (step: Adding, of: readonly string[], there: readonly string[]) => {
      if (!on || of.length === 0 || of.length + there.length < 2) return;
      if (of.length > MOST_OF || there.length > MOST_OTHERS) {
        setUndrawn((was) => [...was, ...of]);
        return;
      }
      waiting.current.push({ step, of, others: there });
      askWaiting();
    },
    [on, askWaiting],
  );
  const forget = useCallback(() => setUndrawn([]), []);
  return { asking: work !== null, on, setOn, arrived, error, again, undrawn, forget, kept: { on, waiting: waiting.current, undrawn } };
}
