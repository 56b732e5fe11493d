/** What can be done with what is chosen; the buttons, the keyboard and the tables all use these. */
import { useMemo, type RefObject } from "react";
import type { DrawingControls } from "../drawing/drawing-canvas";
import { groupsOf, newGroup, type Place } from "../chart/chart";
import type { Visible } from "../chart/visible";
import { NOTHING_CHOSEN, type Chosen } from "../drawing/drawing";
import type { ChartNow } from "../asking/use-chart";

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
  /** Selects all that what is chosen is linked with on the chart, too. */
  readonly neighbours: () => void;
  /** Selects all that are of a kind of what is chosen. */
  readonly alike: () => void;
  readonly nudge: (dx: number, dy: number) => void;
  readonly all: () => void;
  readonly next: (by: 1 | -1) => void;
}

interface Given {
  readonly now: ChartNow;
  readonly seen: Visible;
  readonly chosen: Chosen;
  readonly setChosen: (chosen: Chosen) => void;
  readonly controls: RefObject<DrawingControls | null>;
}

function middleOf(places: readonly Place[]): Place {
  const sum = places.reduce((so, { x, y }) => ({ x: so.x + x, y: so.y + y }), { x: 0, y: 0 });
  return { x: sum.x / places.length, y: sum.y / places.length };
}

export function useCommands({ now, seen, chosen, setChosen, controls }: Given): Commands {
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
        setChosen(NOTHING_CHOSEN);
      },
      remove: () => {
        step({ type: "remove", ids: chosen.nodes, links: chosen.links });
        setChosen(NOTHING_CHOSEN);
      },
      centre: () => {
        if (marks.length > 0) controls.current?.look(middleOf(marks));
      },
      connect: () => void now.connect(chosen.nodes),
      neighbours: () => {
        const ids = new Set(chosen.nodes);
        for (const { source, target } of seen.links) {
          if (chosen.nodes.includes(source)) ids.add(target);
          if (chosen.nodes.includes(target)) ids.add(source);
        }
        setChosen({ nodes: [...ids], links: [] });
      },
      alike: () => {
        const ids = new Set(chosen.nodes);
        const kinds = new Set(seen.nodes.flatMap(({ id, facts }) => (ids.has(id) ? [facts.kind] : [])));
        setChosen({ nodes: seen.nodes.flatMap(({ id, facts }) => (kinds.has(facts.kind) ? [id] : [])), links: [] });
      },
      nudge: (dx, dy) => step({ type: "move", places: marks.map(({ id, x, y }) => ({ id, x: x + dx, y: y + dy })) }),
      all: () => setChosen({ nodes: seen.nodes.map(({ id }) => id), links: [] }),
      next: (by) => {
        const ids = seen.nodes.map(({ id }) => id);
        if (ids.length === 0) return;
        const at = ids.indexOf(chosen.nodes[0] ?? "");
        const id = ids[at === -1 ? 0 : (at + by + ids.length) % ids.length] ?? "";
        setChosen({ nodes: [id], links: [] });
        const mark = chart.nodes.get(id);
        if (mark !== undefined) controls.current?.look(mark);
      },
    };
  }, [now, seen, chosen, setChosen, controls]);
}
