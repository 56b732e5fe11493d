import { useCallback, useEffect, useLayoutEffect, useState } from "react";
import { useGraphTray } from "./tray";
import type { ChartNow } from "./use-chart";

export interface HandedOver {
  /** Asks the hub for what is not there yet. */
  readonly bring: () => void;
  /** What is not there yet is not wanted any more. */
  readonly forget: () => void;
}

/**
 * Brings in what other pages handed over. Until the chart has it, it stays in the tray: whoever goes on before, or is not
 * answered, finds it when coming back.
 */
export function useHandedOver({ add }: ChartNow, arrived: (ids: readonly string[]) => void): HandedOver {
  const { waiting, taken } = useGraphTray();
  const [there, setThere] = useState<readonly string[]>([]);
  const bring = useCallback(() => {
    const ids = waiting();
    if (ids.length === 0) return;
    void add(ids).then((done) => {
      if (!done) return;
      setThere(ids);
      arrived(ids);
    });
  }, [waiting, add, arrived]);
  // Also on another basis, which ends what was asked on the one before.
  useEffect(bring, [bring]);
  // React may drop what is on its way to a page that is being left: only what has been drawn is there.
  useLayoutEffect(() => taken(there), [there, taken]);
  const forget = useCallback(() => taken(waiting()), [taken, waiting]);
  return { bring, forget };
}
