import { describe, expect, it } from "vitest";
import { ALL, EMPTY, linkKey, type Chart } from "../chart/chart";
import { isOpen, openLinks, type Path } from "./unfiltered";

const provenance = { source: "test.feed", batch: "1", assertedBy: [], firstSeen: null, lastSeen: null };
const node = (id: string, kind: string): unknown => ({ __typename: kind, id, label: id, until: null, provenance });
const link = (kind: string, sourceId: string, targetId: string, source = "test.feed"): unknown => ({ kind, sourceId, targetId, since: null, until: null, details: [], provenance: { ...provenance, source } });
const PATH = {
  length: 2,
  hops: [
    { along: true, from: node("a", "Person"), to: node("f", "HousingFundAccount"), link: link("HOLDS", "a", "f") },
    { along: true, from: node("f", "HousingFundAccount"), to: node("g", "Agency"), link: link("HELD_AT", "f", "g", "fund.feed") },
  ],
} as unknown as Path;
const chart = (filters: Partial<Chart["filters"]>, more: Partial<Chart> = {}): Chart => ({ ...EMPTY, ...more, filters: { ...ALL, ...filters } });

describe("paths through what is not left out", () => {
  it("walk no link of a kind that leads to entities left out alone", () => {
    expect(openLinks(ALL)).toContain("HELD_AT");
    const kept = openLinks({ ...ALL, kinds: ["Agency"], links: ["DRIVES"] });
    for (const kind of ["HELD_AT", "HEARD_BY", "DRIVES"] as const) expect(kept).not.toContain(kind);
    // Of the kinds that it leads to some are left.
    expect(openLinks({ ...ALL, kinds: ["Person"] })).toContain("OWNS");
  });

  it.each([
    ["nothing is left out", {}, {}, true],
    ["a kind on the way is", { kinds: ["HousingFundAccount"] }, {}, false],
    ["a kind at its end is: that one was chosen", { kinds: ["Agency"] }, {}, true],
    ["a kind of link is", { links: ["HOLDS"] }, {}, false],
    ["a source is", { sources: ["fund.feed"] }, {}, false],
    ["an entity is hidden", {}, { nodes: new Map([["f", { x: 0, y: 0, pinned: false, group: null, hidden: true }]]) }, false],
    ["a link is hidden", {}, { links: new Map([[linkKey({ source: "a", target: "f", kind: "HOLDS" }), { source: "a", target: "f", kind: "HOLDS", hidden: true }]]) }, false],
  ] as const)("are open where %s", (_, filters, more, open) => {
    expect(isOpen(PATH, chart(filters as Partial<Chart["filters"]>, more as Partial<Chart>))).toBe(open);
  });
});
