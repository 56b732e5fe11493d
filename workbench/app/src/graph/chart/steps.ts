/** Everything that can be done to a chart; each a step that can be undone. */
import { ends, linkKey, type Chart, type Filters, type LinkEnds, type LinkMark, type NodeMark, type Opened, type Place } from "./chart";

export type Placed = Place & { readonly id: string };

export type Step =
  | {
      readonly type: "add";
      readonly nodes: readonly Placed[];
      readonly links: readonly LinkEnds[];
      readonly opened?: readonly (readonly [string, Opened])[];
    }
  | { readonly type: "move" | "arrange"; readonly places: readonly Placed[] }
  | { readonly type: "pin"; readonly ids: readonly string[]; readonly pinned: boolean }
  | { readonly type: "group"; readonly ids: readonly string[]; readonly group: string | null }
  | { readonly type: "hide"; readonly ids: readonly string[]; readonly links: readonly string[] }
  | { readonly type: "unhide" }
  | { readonly type: "remove"; readonly ids: readonly string[]; readonly links: readonly string[] }
  | { readonly type: "filter"; readonly filters: Filters }
  | { readonly type: "clear" };

export type Adding = Extract<Step, { readonly type: "add" }>;

/** The chart after the step; the same chart where the step changes nothing. */
export function after(chart: Chart, step: Step): Chart {
  switch (step.type) {
    case "add":
      return added(chart, step.nodes, step.links, step.opened ?? []);
    case "move":
    case "arrange": {
      const places = new Map(step.places.map(({ id, x, y }) => [id, { x, y }]));
      return marked(chart, [...places.keys()], (node, id) => ({ ...node, ...places.get(id) }));
    }
    case "pin":
      return marked(chart, step.ids, (node) => ({ ...node, pinned: step.pinned }));
    case "group":
      return marked(chart, step.ids, (node) => ({ ...node, group: step.group }));
    case "hide": {
      const hidden = marked(chart, step.ids, (node) => ({ ...node, hidden: true }));
      return hiddenLinks(hidden, step.links);
    }
    case "unhide":
      return shown(chart);
    case "remove":
      return removed(chart, new Set(step.ids), new Set(step.links));
    case "filter":
      return JSON.stringify(chart.filters) === JSON.stringify(step.filters) ? chart : { ...chart, filters: step.filters };
    case "clear":
      return chart.nodes.size === 0 ? chart : { ...chart, nodes: new Map(), links: new Map(), opened: new Map() };
  }
}

const NEW: Omit<NodeMark, "x" | "y"> = { pinned: false, group: null, hidden: false };

/** What is there already stays where and as it is; what was hidden by hand and is added again is shown again. */
function added(
  chart: Chart,
  placed: readonly Placed[],
  links: readonly LinkEnds[],
  opened: readonly (readonly [string, Opened])[],
): Chart {
  const nodes = new Map(chart.nodes);
  let changed = opened.length > 0;
  for (const { id, x, y } of placed) {
    const known = nodes.get(id);
    if (known?.hidden === false) continue;
    nodes.set(id, known === undefined ? { ...NEW, x, y } : { ...known, hidden: false });
    changed = true;
  }
  const all = new Map(chart.links);
  for (const link of links) {
    const [key, { source, target, kind }] = [linkKey(link), ends(link.source, link.target, link.kind)];
    if (!nodes.has(source) || !nodes.has(target) || all.get(key)?.hidden === false) continue;
    all.set(key, { source, target, kind, hidden: false });
    changed = true;
  }
  return changed ? { ...chart, nodes, links: all, opened: new Map([...chart.opened, ...opened]) } : chart;
}

function marked(chart: Chart, ids: readonly string[], change: (node: NodeMark, id: string) => NodeMark): Chart {
  const nodes = new Map(chart.nodes);
  let changed = false;
  for (const id of ids) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const next = change(node, id);
    if (!same(node, next)) {
      nodes.set(id, next);
      changed = true;
    }
  }
  return changed ? { ...chart, nodes } : chart;
}

const same = (one: NodeMark, other: NodeMark): boolean =>
  one.x === other.x && one.y === other.y && one.pinned === other.pinned && one.group === other.group && one.hidden === other.hidden;

function hiddenLinks(chart: Chart, keys: readonly string[]): Chart {
  const found = keys.flatMap((key): [string, LinkMark][] => {
    const link = chart.links.get(key);
    return link === undefined || link.hidden ? [] : [[key, { ...link, hidden: true }]];
  });
  return found.length === 0 ? chart : { ...chart, links: new Map([...chart.links, ...found]) };
}

function shown(chart: Chart): Chart {
  const nodes = marked(chart, [...chart.nodes.keys()], (node) => ({ ...node, hidden: false }));
  const links = [...nodes.links].filter(([, { hidden }]) => hidden);
  if (links.length === 0) return nodes;
  return { ...nodes, links: new Map([...nodes.links, ...links.map(([key, link]) => [key, { ...link, hidden: false }] as const)]) };
}

/** With an entity go its links; what it was expanded by can be brought in again from the beginning. */
function removed(chart: Chart, ids: ReadonlySet<string>, keys: ReadonlySet<string>): Chart {
  const gone = [...chart.links].filter(([key, { source, target }]) => keys.has(key) || ids.has(source) || ids.has(target));
  const nodes = new Map([...chart.nodes].filter(([id]) => !ids.has(id)));
  if (gone.length === 0 && nodes.size === chart.nodes.size) return chart;
  const touched = new Set([...ids, ...gone.flatMap(([, { source, target }]) => [source, target])]);
  const left = new Set(gone.map(([key]) => key));
  return {
    ...chart,
    nodes,
    links: new Map([...chart.links].filter(([key]) => !left.has(key))),
    opened: new Map([...chart.opened].filter(([key]) => !touched.has(key.slice(0, key.indexOf(" "))))),
  };
}
