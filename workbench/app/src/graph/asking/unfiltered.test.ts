import { describe, expect, it } from "vitest";
import { entityOf, KINDS } from "../../model/model";
import { ALL, EMPTY, linkKey, type Chart } from "../chart/chart";
import { isOpen, narrowing, type Path, type Wish } from "./unfiltered";

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
const mark = (hidden: boolean) => ({ x: 0, y: 0, pinned: false, group: null, hidden });
const wish = (more: Partial<Wish>): Wish => ({ themes: [], kinds: [], entities: [], shown: false, ...more });

describe("paths through what is not left out", () => {
  it("of the model relate nobody by the offices that serve everybody", () => {
    expect(KINDS.filter((kind) => entityOf(kind)?.relates === false)).toEqual(["Agency", "Officer"]);
  });

  it("are asked for without what is out by choice, whether the chart has such entities or not", () => {
    const asked = narrowing(wish({ themes: ["KINSHIP"], kinds: ["Officer", "BankAccount"], entities: ["x"] }), chart({ kinds: ["Agency"], links: ["OWNS"] }));
    expect(asked).toEqual({ themes: ["KINSHIP"], avoidLinks: [], avoidKinds: ["BANK_ACCOUNT", "OFFICER"], avoid: ["x"] });
  });

  it("and, where one wants so, without what the chart leaves out", () => {
    const nodes = new Map([
      ["h", mark(true)],
      ["s", mark(false)],
    ]);
    const asked = narrowing(wish({ kinds: ["Officer"], entities: ["x"], shown: true }), chart({ kinds: ["Agency"], links: ["OWNS"] }, { nodes }));
    expect(asked).toEqual({ themes: null, avoidLinks: ["OWNS"], avoidKinds: ["AGENCY", "OFFICER"], avoid: ["x", "h"] });
  });

  it.each([
    ["nothing is left out", {}, {}, true],
    ["a source is", { sources: ["fund.feed"] }, {}, false],
    ["an entity is hidden", {}, { nodes: new Map([["f", mark(true)]]) }, false],
    ["its end is hidden: that one was chosen", {}, { nodes: new Map([["g", mark(true)]]) }, true],
    ["a link is hidden", {}, { links: new Map([[linkKey({ source: "a", target: "f", kind: "HOLDS" }), { source: "a", target: "f", kind: "HOLDS", hidden: true }]]) }, false],
  ] as const)("are open where %s", (_, filters, more, open) => {
    expect(isOpen(PATH, chart(filters as Partial<Chart["filters"]>, more as Partial<Chart>))).toBe(open);
  });
});
