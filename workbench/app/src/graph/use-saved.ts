import { useEffect, useRef, useState, type RefObject } from "react";
import { HubError, isAbort, problemOf } from "../ask/problems";
import { asHubError, useAsk } from "../ask/use-ask";
import { OneSavedChart } from "../generated/operations";
import type { Look } from "./canvas";
import { opened } from "./chart/saved";
import type { ChartNow } from "./use-chart";

/**
 * Opens the saved chart that the address names; what it shows is asked for anew. Who comes back to one that is open goes
 * on where he was.
 */
export function useSaved(id: string | null, { open, as, setAs }: ChartNow, look: RefObject<Look | null>): HubError | null {
  const put = useAsk();
  const [error, setError] = useState<HubError | null>(null);
  // Another basis may show what this one does not; once it is open, the chart itself asks again for what is known.
  const asking = useRef({ open, setAs, as });
  asking.current = { open, setAs, as };
  useEffect(() => {
    setError(null);
    if (id === null || asking.current.as?.id === id) return undefined;
    const ending = new AbortController();
    put(OneSavedChart, { id }, ending.signal).then(
      ({ data }) => {
        const found = data.savedCharts?.[0];
        if (found?.content == null) {
          setError(new HubError(problemOf("NOT_FOUND", ""), 200));
          return;
        }
        const { chart, view } = opened(found.content);
        asking.current.setAs({ id: found.id, title: found.title });
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
  }, [id, put, look]);
  return error;
}
