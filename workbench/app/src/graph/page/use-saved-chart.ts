import { useEffect, useRef, useState, type RefObject } from "react";
import { HubError, problemOf } from "../../ask/problems";
import { useQuestion } from "../../ask/use-question";
import { OneSavedChart } from "../../generated/operations";
import type { ChartNow } from "../asking/use-chart";
import { opened } from "../chart/saved";
import type { DrawingControls } from "../drawing/drawing-canvas";

export interface SavedError {
  readonly error: HubError | null;
  readonly again: () => void;
}

const NOT_THERE = new HubError(problemOf("NOT_FOUND", ""), 200);

/**
 * Opens the saved chart that the address names, and asks for what it shows. Officers who come back to a chart that is
 * open go on where they were.
 */
export function useSavedChart(id: string | null, { open, as, setAs }: ChartNow, controls: RefObject<DrawingControls | null>): SavedError {
  const [wanted, setWanted] = useState<string | null>(null);
  const now = useRef({ open, setAs, as });
  now.current = { open, setAs, as };
  useEffect(() => setWanted(now.current.as?.id === id ? null : id), [id]);
  const { answer, error, again } = useQuestion(OneSavedChart, wanted === null ? null : { id: wanted });
  const found = answer?.data.savedCharts?.[0];
  useEffect(() => {
    if (found?.content == null) return;
    const { chart, view } = opened(found.content);
    now.current.setAs({ id: found.id, title: found.title }, chart);
    void now.current.open(chart).then(() => {
      if (view === null) controls.current?.fit();
    });
    if (view !== null) controls.current?.look(view, view.zoom);
    // It is open: on another basis the chart itself asks again for what is known.
    setWanted(null);
  }, [found, controls]);
  return { error: error ?? (answer !== null && found?.content == null ? NOT_THERE : null), again };
}
