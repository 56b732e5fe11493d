/** A chart as the hub keeps it: ids, places, filters; and back. The hub checks it (hub/capabilities/charts/content.py). */
import limits from "../../../../../hub/capabilities/charts/limits.json";
import { list, record, text, words } from "../../ask/reading";
import { LINK_KINDS } from "../../model/model";
import { ALL, ends, linkKey, type Chart, type Filters, type LinkMark, type NodeMark } from "./chart";

export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** What the hub takes of one chart. */
export const { nodes: MOST_NODES, links: MOST_LINKS } = limits;

export function content(chart: Chart, view: View): string {
  return JSON.stringify({
    nodes: [...chart.nodes].map(([id, { x, y, pinned, group, hidden }]) => ({
      id,
      x: Math.round(x),
      y: Math.round(y),
      ...(pinned ? { pinned } : {}),
      ...(group === null ? {} : { group }),
      ...(hidden ? { hidden } : {}),
    })),
    links: [...chart.links.values()].map(({ source, target, kind, hidden }) => ({ source, target, kind, ...(hidden ? { hidden } : {}) })),
    filters: chart.filters,
    view: { x: Math.round(view.x), y: Math.round(view.y), zoom: Math.round(view.zoom * 1000) / 1000 },
  });
}

const number = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Number.isFinite(value) ? value : otherwise;

/** Nothing of it is believed: what does not fit is left out. */
export function opened(saved: string): { readonly chart: Chart; readonly view: View | null } {
  const whole = record(JSON.parse(saved));
  const nodes = new Map<string, NodeMark>();
  for (const each of list(whole["nodes"]).map(record)) {
    const id = text(each["id"]);
    if (id === null) continue;
    nodes.set(id, {
      x: number(each["x"], 0),
      y: number(each["y"], 0),
      pinned: each["pinned"] === true,
      group: text(each["group"]),
      hidden: each["hidden"] === true,
    });
  }
  const links = new Map<string, LinkMark>();
  for (const each of list(whole["links"]).map(record)) {
    const [source, target, kind] = [text(each["source"]), text(each["target"]), LINK_KINDS.find((name) => name === each["kind"])];
    if (source === null || target === null || kind === undefined) continue;
    if (!nodes.has(source) || !nodes.has(target)) continue;
    const link = ends(source, target, kind);
    links.set(linkKey(link), { ...link, hidden: each["hidden"] === true });
  }
  const view = record(whole["view"]);
  const zoom = number(view["zoom"], 0);
  return {
    chart: { nodes, links, opened: new Map(), filters: filters(record(whole["filters"])) },
    view: zoom > 0 ? { x: number(view["x"], 0), y: number(view["y"], 0), zoom } : null,
  };
}

function filters(saved: Readonly<Record<string, unknown>>): Filters {
  return {
    ...ALL,
    kinds: words(saved["kinds"]),
    links: words(saved["links"]),
    sources: words(saved["sources"]),
    day: text(saved["day"]),
    loose: saved["loose"] === true,
    folded: words(saved["folded"]),
  };
}
