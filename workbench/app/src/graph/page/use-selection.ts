import { useCallback, useLayoutEffect, useState } from "react";
import { groupsOf, type Chart } from "../chart/chart";
import type { Chosen } from "../drawing/drawing";
import { useKeptChosen } from "../graph-session";
import type { PanelName } from "../panels/graph-context";

export interface Selection {
  readonly chosen: Chosen;
  readonly setChosen: (chosen: Chosen) => void;
  /** As the pointer does: with `more`, what is chosen already stays so, and what is named once more does not. */
  readonly choose: (next: Chosen, more: boolean) => void;
  readonly panel: PanelName;
  readonly setPanel: (panel: PanelName) => void;
}

function toggled(old: readonly string[], one: readonly string[]): readonly string[] {
  return one.length === 1 && old.includes(one[0] ?? "") ? old.filter((each) => each !== one[0]) : [...new Set([...old, ...one])];
}

/** What is selected, and the panel that describes it. */
export function useSelection(chart: Chart): Selection {
  const kept = useKeptChosen();
  const [chosen, setChosen] = useState<Chosen>(kept.current);
  useLayoutEffect(() => {
    kept.current = chosen;
  }, [kept, chosen]);
  const [panel, setPanel] = useState<PanelName>("chosen");
  const choose = useCallback(
    (drawn: Chosen, more: boolean) => {
      // A folded group stands for its members.
      const groups = groupsOf(chart);
      const next = { ...drawn, nodes: drawn.nodes.flatMap((id) => groups.get(id) ?? [id]) };
      setPanel((was) => (was === "paths" && more ? was : "chosen"));
      setChosen((was) => (more ? { nodes: toggled(was.nodes, next.nodes), links: toggled(was.links, next.links) } : next));
    },
    [chart],
  );
  return { chosen, setChosen, choose, panel, setPanel };
}
