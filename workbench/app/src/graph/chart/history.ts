/** The chart, the steps that made it, and those that were undone. */
import { EMPTY, type Chart } from "./chart";
import { after, type Step } from "./steps";

interface Done {
  readonly step: Step;
  readonly before: Chart;
}

export interface History {
  readonly chart: Chart;
  readonly done: readonly Done[];
  readonly undone: readonly Step[];
}

export type Action =
  | { readonly type: "do"; readonly step: Step }
  | { readonly type: "undo" | "redo" }
  /** Another chart altogether, as it was saved: nothing to undo yet. */
  | { readonly type: "open"; readonly chart: Chart };

/** Charts share what a step leaves alone, so many of them can be kept. */
const MOST = 500;

export const NO_HISTORY: History = { chart: EMPTY, done: [], undone: [] };

export function history(was: History, action: Action): History {
  switch (action.type) {
    case "do": {
      const chart = after(was.chart, action.step);
      return chart === was.chart ? was : pushed(was, action.step, chart, []);
    }
    case "undo": {
      const last = was.done.at(-1);
      if (last === undefined) return was;
      return { chart: last.before, done: was.done.slice(0, -1), undone: [...was.undone, last.step] };
    }
    case "redo": {
      const step = was.undone.at(-1);
      return step === undefined ? was : pushed(was, step, after(was.chart, step), was.undone.slice(0, -1));
    }
    case "open":
      return { chart: action.chart, done: [], undone: [] };
  }
}

function pushed(was: History, step: Step, chart: Chart, undone: readonly Step[]): History {
  return { chart, done: [...was.done, { step, before: was.chart }].slice(-MOST), undone };
}
