import { describe, expect, it } from "vitest";
import { ALL, EMPTY, linkKey, type Chart, type Filters, type LinkEnds } from "./chart";
import { span } from "./days";
import { learn, NOTHING_KNOWN, type LinkFacts, type NodeFacts } from "./knowledge";
import { content, opened } from "./saved";
import { after } from "./steps";
import { sourcesOf, visible } from "./visible";

const provenance = (source: string) => ({ source, batch: "1", assertedBy: [source], firstSeen: null, lastSeen: null });
const node = (id: string, kind: string, more: Partial<NodeFacts> = {}): NodeFacts => ({
  id,
  kind,
  label: id,
  begins: null,
  until: null,
  provenance: provenance("test.nodes"),
  ...more,
});
const link = (ends: LinkEnds, more: Partial<LinkFacts> = {}): LinkFacts => ({
  ...ends,
  since: null,
  until: null,
  details: [],
  provenance: provenance("test.links"),
  ...more,
});

const DEBTOR = { source: "p", target: "c", kind: "DEBTOR_IN" } as const;
const DRIVES = { source: "p", target: "v", kind: "DRIVES" } as const;
const known = learn(NOTHING_KNOWN, {
  nodes: [node("p", "Person"), node("c", "EnforcementCase", { begins: "2026-03-01" }), node("v", "Vehicle")],
  links: [
    link(DEBTOR, { since: "2026-03-01" }),
    link(DRIVES, { since: "2024-01-01", until: "2025-01-01" }),
    link(DRIVES, { since: "2026-01-01", provenance: provenance("test.cameras") }),
  ],
  extensions: [],
});
const chart = after(EMPTY, {
  type: "add",
  nodes: ["p", "c", "v"].map((id, x) => ({ id, x, y: 0 })),
  links: [DEBTOR, DRIVES],
});
const filtered = (some: Partial<Filters>): Chart => ({ ...chart, filters: { ...ALL, ...some } });
const shows = (some: Partial<Filters>): readonly [readonly string[], readonly string[]] => {
  const { nodes, links } = visible(filtered(some), known);
  return [nodes.map(({ id }) => id), links.map(({ key }) => key)];
};

describe("what is seen of a chart", () => {
  it("everything without filters, ended or not", () => {
    expect(shows({})).toEqual([["p", "c", "v"], [linkKey(DEBTOR), linkKey(DRIVES)]]);
  });

  it("before the case was filed there is no case", () => {
    expect(shows({ day: "2026-02-28" })).toEqual([["p", "v"], [linkKey(DRIVES)]]);
    expect(visible(filtered({ day: "2026-02-28" }), known).left.byDay).toBe(1);
    expect(shows({ day: "2026-03-01" })[0]).toContain("c");
  });

  it("a link does not hold on the day it ended, nor between two of its records", () => {
    expect(shows({ day: "2024-12-31" })[1]).toEqual([linkKey(DRIVES)]);
    expect(shows({ day: "2025-01-01" })[1]).toEqual([]);
    expect(visible(filtered({ day: "2026-01-01" }), known).links[0]?.records).toHaveLength(1);
  });

  it("a source that is left out takes its records with it, and says how many links", () => {
    expect(visible(filtered({ sources: ["test.cameras"] }), known).links.find(({ key }) => key === linkKey(DRIVES))?.records).toHaveLength(1);
    expect(visible(filtered({ sources: ["test.cameras", "test.links"] }), known).leftLinks.filtered).toBe(2);
    expect([...sourcesOf(chart, known)]).toEqual([["test.links", 2], ["test.cameras", 1]]);
  });

  it("kinds of entities take their links along; kinds of links leave the entities", () => {
    expect(shows({ kinds: ["Vehicle"] })).toEqual([["p", "c"], [linkKey(DEBTOR)]]);
    expect(shows({ links: ["DRIVES"] })).toEqual([["p", "c", "v"], [linkKey(DEBTOR)]]);
  });

  it("what has no link left goes where that is wanted, unless it is pinned", () => {
    expect(shows({ links: ["DRIVES"], loose: true })[0]).toEqual(["p", "c"]);
    const pinned = after(filtered({ links: ["DRIVES"], loose: true }), { type: "pin", ids: ["v"], pinned: true });
    expect(visible(pinned, known).nodes).toHaveLength(3);
  });

  it("of what the hub says nothing, nothing is shown, and that is counted", () => {
    const { nodes, links, left } = visible(chart, { ...known, nodes: new Map([["p", node("p", "Person")]]) });
    expect([nodes.length, links.length, left.unknown]).toEqual([1, 0, 2]);
  });

  it("the same record that comes twice is one", () => {
    expect(learn(known, { nodes: [], links: [link(DEBTOR, { since: "2026-03-01" })], extensions: [] }).links.get(linkKey(DEBTOR))).toHaveLength(1);
  });

  it("the slider begins the day before the first", () => {
    expect(span(known, "2026-11-22")).toEqual(["2023-12-31", "2026-11-22"]);
    expect(span(NOTHING_KNOWN, "2026-11-22")).toBeNull();
  });
});

describe("saved charts", () => {
  it("hold ids, places and filters, and nothing that is known", () => {
    const marked = after(after(filtered({ day: "2026-03-01" }), { type: "pin", ids: ["p"], pinned: true }), { type: "hide", ids: ["v"], links: [] });
    const text = content(marked, { x: 1.4, y: 2, zoom: 0.51234 });
    expect(JSON.parse(text)).toEqual({
      nodes: [{ id: "p", x: 0, y: 0, pinned: true }, { id: "c", x: 1, y: 0 }, { id: "v", x: 2, y: 0, hidden: true }],
      links: [DEBTOR, DRIVES],
      filters: { ...ALL, day: "2026-03-01" },
      view: { x: 1, y: 2, zoom: 0.512 },
    });
    const again = opened(text);
    expect([...again.chart.nodes]).toEqual([...marked.nodes]);
    expect([...again.chart.links]).toEqual([...marked.links]);
    expect(again.chart.filters).toEqual(marked.filters);
    expect(again.view).toEqual({ x: 1, y: 2, zoom: 0.512 });
  });

  it("what does not fit is left out", () => {
    const { chart: read, view } = opened('{"nodes":[{"id":"a"},{"x":1}],"links":[{"source":"a","target":"z","kind":"OWNS"},{"source":"a","target":"a","kind":"NOPE"}],"filters":{"kinds":[1,"Person"]}}');
    expect([...read.nodes.keys()]).toEqual(["a"]);
    expect(read.links.size).toBe(0);
    expect(read.filters.kinds).toEqual(["Person"]);
    expect(view).toBeNull();
  });
});
