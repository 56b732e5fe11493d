/** The chart, the steps that made it, and those that were undone. */
import { EMPTY, linkKey, type Chart, type LinkEnds } from "./chart";
import { after, type Adding, type Step } from "./steps";

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
  /** Links that were found of what a step brought: they go and come with that step. */
  | { readonly type: "complete"; readonly step: Adding; readonly links: readonly LinkEnds[] }
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
    case "complete":
      return completed(was, action.step, action.links);
    case "open":
      return { chart: action.chart, done: [], undone: [] };
  }
}

/** Later steps are done once more, on the chart as the longer step leaves it. */
function completed(was: History, step: Adding, found: readonly LinkEnds[]): History {
  // What was hidden by hand meanwhile stays hidden.
  const links = found.filter((link) => !was.chart.links.has(linkKey(link)));
  if (links.length === 0) return was;
  const longer = (each: Step): Step => (each === step ? { ...step, links: [...step.links, ...links] } : each);
  const at = was.done.findIndex((each) => each.step === step);
  const first = was.done[at];
  if (first === undefined) return { ...was, undone: was.undone.map(longer) };
  const before: History = { chart: first.before, done: was.done.slice(0, at), undone: was.undone };
  return was.done.slice(at).reduce((so, each) => {
    const next = longer(each.step);
    return pushed(so, next, after(so.chart, next), was.undone);
  }, before);
}

function pushed(was: History, step: Step, chart: Chart, undone: readonly Step[]): History {
  return { chart, done: [...was.done, { step, before: was.chart }].slice(-MOST), undone };
}
