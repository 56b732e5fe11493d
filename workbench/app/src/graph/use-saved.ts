import { useEffect, useRef, useState, type RefObject } from "react";
import { HubError, isAbort, problemOf } from "../ask/problems";
import { asHubError, useAsk } from "../ask/use-ask";
import { OneSavedChart } from "../generated/operations";
import type { Look } from "./canvas";
import { opened } from "./chart/saved";
import type { SavedAs } from "./panels/saved-panel";
import type { ChartNow } from "./use-chart";

interface Saved {
  readonly as: SavedAs | null;
  readonly setAs: (as: SavedAs | null) => void;
  readonly error: HubError | null;
}

/** Opens the saved chart that the address names; what it shows is asked for anew. */
export function useSaved(id: string | null, { open }: ChartNow, look: RefObject<Look | null>): Saved {
  const put = useAsk();
  const [as, setAs] = useState<SavedAs | null>(null);
  const [error, setError] = useState<HubError | null>(null);
  // The basis may change while it is open: that asks again for what is known, not for the chart.
  const asking = useRef({ put, open });
  asking.current = { put, open };
  useEffect(() => {
    if (id === null) return undefined;
    const ending = new AbortController();
    setError(null);
    asking.current.put(OneSavedChart, { id }, ending.signal).then(
      ({ data }) => {
        const found = data.savedCharts?.[0];
        if (found?.content == null) {
          setError(new HubError(problemOf("NOT_FOUND", ""), 200));
          return;
        }
        const { chart, view } = opened(found.content);
        setAs({ id: found.id, title: found.title });
        void asking.current.open(chart).then(() => {
          if (view === null) look.current?.fit();
        });
        if (view !== null) look.current?.look(view, view.zoom);
      },
      (reason: unknown) => {
        if (!isAbort(reason)) setError(asHubError(reason));
      },
    );
    return () => ending.abort();
  }, [id, look]);
  return { as, setAs, error };
}
