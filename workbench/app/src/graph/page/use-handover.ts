import { useCallback, useEffect, useLayoutEffect, useState } from "react";
import { useWaitingEntities } from "../graph-session";
import type { ChartNow } from "../asking/use-chart";

export interface Handover {
  /** Asks the hub for what is not there yet; false where nothing waits. */
  readonly bring: () => boolean;
  /** What is not there yet is not wanted any more. */
  readonly forget: () => void;
}

/**
 * Brings in what other pages handed over. Until the chart has it, it stays in the tray: an officer who
 * leaves before that, or gets no answer, finds it when coming back.
 */
export function useHandover({ add }: ChartNow, arrived: (ids: readonly string[], aim: string | null) => void): Handover {
  const { waiting, taken, aim, take } = useWaitingEntities();
  const [there, setThere] = useState<readonly string[]>([]);
  const bring = useCallback(() => {
    const ids = waiting();
    if (ids.length === 0) return false;
    void add(ids).then((done) => {
      if (!done) return;
      setThere(ids);
      arrived(ids, aim());
    });
    return true;
  }, [waiting, add, arrived, aim]);
  // Also on another basis, which ends what was asked on the one before.
  useEffect(() => {
    bring();
    take.current = bring;
    return () => {
      take.current = null;
    };
  }, [bring, take]);
  // React may drop what is on its way to a page that is being left: only what has been drawn is there.
  useLayoutEffect(() => taken(there), [there, taken]);
  const forget = useCallback(() => taken(waiting()), [taken, waiting]);
  return { bring, forget };
}
