/** What can be done with what is chosen; the buttons, the keyboard and the tables all use these. */
import { useMemo, type KeyboardEvent, type RefObject } from "react";
import type { Look } from "./canvas";
import { groupsOf, newGroup, type Place } from "./chart/chart";
import type { Visible } from "./chart/visible";
import type { Chosen } from "./drawing/drawing";
import type { ChartNow } from "./use-chart";

export interface Commands {
  readonly pin: () => void;
  readonly group: () => void;
  readonly ungroup: () => void;
  /** Draws the groups of what is chosen as one, or opens them again. */
  readonly fold: () => void;
  readonly hide: () => void;
  readonly remove: () => void;
  readonly centre: () => void;
  readonly connect: () => void;
  readonly nudge: (dx: number, dy: number) => void;
  readonly all: () => void;
  readonly next: (by: 1 | -1) => void;
}

interface Given {
  readonly now: ChartNow;
  readonly seen: Visible;
  readonly chosen: Chosen;
  readonly setChosen: (chosen: Chosen) => void;
  readonly look: RefObject<Look | null>;
}

const NONE: Chosen = { nodes: [], links: [] };

function middleOf(places: readonly Place[]): Place {
  const sum = places.reduce((so, { x, y }) => ({ x: so.x + x, y: so.y + y }), { x: 0, y: 0 });
  return { x: sum.x / places.length, y: sum.y / places.length };
}

export function useCommands({ now, seen, chosen, setChosen, look }: Given): Commands {
  return useMemo(() => {
    const { chart, step } = now;
    const marks = chosen.nodes.flatMap((id) => {
      const mark = chart.nodes.get(id);
      return mark === undefined ? [] : [{ id, ...mark }];
    });
    const groups = [...new Set(marks.flatMap(({ group }) => group ?? []))];
    return {
      pin: () => step({ type: "pin", ids: chosen.nodes, pinned: !marks.every(({ pinned }) => pinned) }),
      group: () => step({ type: "group", ids: chosen.nodes, group: newGroup(chart) }),
      ungroup: () => step({ type: "group", ids: groups.flatMap((group) => groupsOf(chart).get(group) ?? []), group: null }),
      fold: () => {
        const { folded } = chart.filters;
        const all = groups.every((group) => folded.includes(group));
        const next = all ? folded.filter((group) => !groups.includes(group)) : [...new Set([...folded, ...groups])];
        step({ type: "filter", filters: { ...chart.filters, folded: next } });
      },
      hide: () => {
        step({ type: "hide", ids: chosen.nodes, links: chosen.links });
        setChosen(NONE);
      },
      remove: () => {
        step({ type: "remove", ids: chosen.nodes, links: chosen.links });
        setChosen(NONE);
      },
      centre: () => {
        if (marks.length > 0) look.current?.look(middleOf(marks));
      },
      connect: () => void now.connect(chosen.nodes),
      nudge: (dx, dy) => step({ type: "move", places: marks.map(({ id, x, y }) => ({ id, x: x + dx, y: y + dy })) }),
      all: () => setChosen({ nodes: seen.nodes.map(({ id }) => id), links: [] }),
      next: (by) => {
        const ids = seen.nodes.map(({ id }) => id);
        if (ids.length === 0) return;
        const at = ids.indexOf(chosen.nodes[0] ?? "");
        const id = ids[at === -1 ? 0 : (at + by + ids.length) % ids.length] ?? "";
        setChosen({ nodes: [id], links: [] });
        const mark = chart.nodes.get(id);
        if (mark !== undefined) look.current?.look(mark);
      },
    };
  }, [now, seen, chosen, setChosen, look]);
}

const PAN = 60;
const NUDGE = 24;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Keys of the drawing; each is also a button. */
export function onKeys(commands: Commands, { act, chart }: ChartNow, chosen: Chosen, setChosen: (chosen: Chosen) => void, look: RefObject<Look | null>) {
  return (event: KeyboardEvent): void => {
    const { key, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    const arrow = ARROWS[key];
    const anything = chosen.nodes.length + chosen.links.length > 0;
    const does = ((): (() => void) | null => {
      if (arrow !== undefined) {
        const [x, y] = arrow;
        if (shiftKey && chosen.nodes.length > 0) return () => commands.nudge(x * NUDGE, y * NUDGE);
        return () => look.current?.panBy(-x * PAN, -y * PAN);
      }
      if (control) {
        if (key.toLowerCase() === "z") return () => act({ type: shiftKey ? "redo" : "undo" });
        if (key.toLowerCase() === "y") return () => act({ type: "redo" });
        return key.toLowerCase() === "a" ? commands.all : null;
      }
      if (event.altKey) return null;
      switch (key) {
        case "+":
        case "=":
          return () => look.current?.zoomBy(1.25);
        case "-":
          return () => look.current?.zoomBy(0.8);
        case "0":
          return () => look.current?.fit();
        case "n":
          return () => commands.next(1);
        case "b":
          return () => commands.next(-1);
        case "Escape":
          return () => setChosen(NONE);
        case "p":
          return anything ? commands.pin : null;
        case "g":
          return chosen.nodes.length > 1 ? commands.group : null;
        case "u":
          return anything ? commands.ungroup : null;
        case "f":
          return anything ? commands.fold : null;
        case "h":
          return anything ? commands.hide : null;
        case "c":
          return anything ? commands.centre : null;
        case "Delete":
        case "Backspace":
          return anything ? commands.remove : null;
        default:
          return null;
      }
    })();
    if (does === null || chart.nodes.size === 0) return;
    event.preventDefault();
    does();
  };
}
