import { useCallback, useEffect, useState } from "react";
import type { Chart } from "../chart/chart";
import type { Chosen } from "../drawing/drawing";
import type { PanelName } from "../panels/graph-context";

export interface Ends {
  readonly from: string | null;
  readonly to: string | null;
}

export interface EndsNow {
  /** Of the paths that are looked for; what is no longer on the chart is no end. */
  readonly ends: Ends;
  readonly setEnds: (ends: Ends) => void;
  /** Shows the panel of paths, and has them looked for as soon as both ends are there. */
  readonly seek: (ends: Ends) => void;
  readonly seeking: boolean;
  /** They are being looked for. */
  readonly sought: () => void;
}

/** The two ends of paths: what was chosen last, until one names others. */
export function useEnds(chart: Chart, chosen: Chosen, setPanel: (panel: PanelName) => void): EndsNow {
  const [ends, setEnds] = useState<Ends>({ from: null, to: null });
  const [seeking, setSeeking] = useState(false);
  useEffect(() => {
    const [first = null, second = null] = chosen.nodes;
    if (second !== null) setEnds({ from: first, to: second });
    else if (first !== null) setEnds((was) => (was.from === null && was.to !== first ? { ...was, from: first } : was));
  }, [chosen.nodes]);
  const seek = useCallback(
    (wanted: Ends) => {
      setEnds(wanted);
      setPanel("paths");
      setSeeking(true);
    },
    [setPanel],
  );
  const sought = useCallback(() => setSeeking(false), []);
  const there = (id: string | null): string | null => (id !== null && chart.nodes.has(id) ? id : null);
  return { ends: { from: there(ends.from), to: there(ends.to) }, setEnds, seek, seeking, sought };
}
