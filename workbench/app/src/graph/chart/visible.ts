/** What of the chart is shown: what is known, not hidden, and let through by the filters. */
import { type Chart, type LinkMark, type NodeMark } from "./chart";
import { exists, holds } from "./days";
import type { Knowledge, LinkFacts, NodeFacts } from "./knowledge";

export interface ShownNode extends NodeMark {
  readonly id: string;
  readonly facts: NodeFacts;
}

export interface ShownLink extends LinkMark {
  readonly key: string;
  readonly records: readonly LinkFacts[];
}

export interface Visible {
  readonly nodes: readonly ShownNode[];
  readonly links: readonly ShownLink[];
  /** How many entities are left out, and why; said on the page, so that nothing is missing in silence. */
  readonly left: { readonly unknown: number; readonly hidden: number; readonly filtered: number; readonly byDay: number };
  readonly leftLinks: { readonly hidden: number; readonly filtered: number; readonly byDay: number };
}

export function visible(chart: Chart, known: Knowledge): Visible {
  const { kinds, links: leftOut, sources, day, loose } = chart.filters;
  const [noKinds, noLinks, noSources] = [new Set(kinds), new Set(leftOut), new Set(sources)];
  const left = { unknown: 0, hidden: 0, filtered: 0, byDay: 0 };
  const leftLinks = { hidden: 0, filtered: 0, byDay: 0 };
  const nodes = new Map<string, ShownNode>();
  for (const [id, mark] of chart.nodes) {
    const facts = known.nodes.get(id);
    if (facts === undefined) left.unknown += 1;
    else if (mark.hidden) left.hidden += 1;
    else if (noKinds.has(facts.kind)) left.filtered += 1;
    else if (!exists(facts, day)) left.byDay += 1;
    else nodes.set(id, { ...mark, id, facts });
  }
  const links: ShownLink[] = [];
  const linked = new Set<string>();
  for (const [key, mark] of chart.links) {
    if (!nodes.has(mark.source) || !nodes.has(mark.target)) continue;
    const all = known.links.get(key);
    if (all === undefined) continue;
    if (mark.hidden) leftLinks.hidden += 1;
    else if (noLinks.has(mark.kind)) leftLinks.filtered += 1;
    else {
      const open = all.filter(({ provenance }) => provenance.source === null || !noSources.has(provenance.source));
      const records = open.filter((record) => holds(record, day));
      if (open.length === 0) leftLinks.filtered += 1;
      else if (records.length === 0) leftLinks.byDay += 1;
      else {
        links.push({ ...mark, key, records });
        linked.add(mark.source).add(mark.target);
      }
    }
  }
  if (loose) {
    for (const { source, target } of chart.links.values()) {
      for (const id of [source, target]) if (!linked.has(id) && nodes.get(id)?.pinned === false && nodes.delete(id)) left.filtered += 1;
    }
  }
  return { nodes: [...nodes.values()], links, left, leftLinks };
}

/** All feeds that the links of the chart come from, whether shown or not. */
export function sourcesOf(chart: Chart, known: Knowledge): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const key of chart.links.keys()) {
    for (const name of new Set(known.links.get(key)?.flatMap(({ provenance }) => provenance.source ?? []) ?? [])) found.set(name, (found.get(name) ?? 0) + 1);
  }
  return found;
}

export function kindsOf(chart: Chart, known: Knowledge): ReadonlyMap<string, number> {
  return counted([...chart.nodes.keys()].flatMap((id) => known.nodes.get(id)?.kind ?? []));
}

export function linkKindsOf(chart: Chart): ReadonlyMap<string, number> {
  return counted([...chart.links.values()].map(({ kind }) => kind));
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return new Map([...found].sort(([, one], [, other]) => other - one));
}
