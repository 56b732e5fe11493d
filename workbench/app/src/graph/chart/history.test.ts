import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LinkKind } from "../../generated/operations";
import { ALL, EMPTY, groupsOf, linkKey, newGroup, type Chart } from "./chart";
import { history, NO_HISTORY, type History } from "./history";
import { after, type Adding, type Step } from "./steps";

const IDS = ["a", "b", "c", "d", "e", "f"];
const KINDS: readonly LinkKind[] = ["OWNS", "DRIVES", "SPOUSE_OF"];

const id = fc.constantFrom(...IDS);
const ids = fc.uniqueArray(id, { maxLength: 4 });
const number = fc.integer({ min: -500, max: 500 });
const places = fc.uniqueArray(fc.record({ id, x: number, y: number }), { maxLength: 4, selector: (each) => each.id });
const link = fc.record({ source: id, target: id, kind: fc.constantFrom(...KINDS) });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant("add" as const), nodes: places, links: fc.array(link, { maxLength: 5 }) }),
  fc.record({ type: fc.constantFrom("move" as const, "arrange" as const), places }),
  fc.record({ type: fc.constant("pin" as const), ids, pinned: fc.boolean() }),
  fc.record({ type: fc.constant("group" as const), ids, group: fc.option(fc.constantFrom("group-1", "group-2")) }),
  fc.record({ type: fc.constant("hide" as const), ids, links: fc.array(link.map(linkKey), { maxLength: 2 }) }),
  fc.record({ type: fc.constant("unhide" as const) }),
  fc.record({ type: fc.constant("remove" as const), ids, links: fc.array(link.map(linkKey), { maxLength: 2 }) }),
  fc.record({ type: fc.constant("filter" as const), filters: fc.record({ day: fc.option(fc.constant("2026-03-01")) }).map((some) => ({ ...ALL, ...some })) }),
  fc.record({ type: fc.constant("clear" as const) }),
);

const plain = ({ nodes, links, opened, filters }: Chart): unknown => ({ nodes: [...nodes], links: [...links], opened: [...opened], filters });
const done = (steps: readonly Step[]): History => steps.reduce((was, each) => history(was, { type: "do", step: each }), NO_HISTORY);
const times = (was: History, type: "undo" | "redo", count: number): History =>
  Array.from({ length: count }).reduce<History>((so) => history(so, { type }), was);

describe("steps", () => {
  it("undo takes every step back, redo does every step again", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const end = done(steps);
        const count = end.done.length;
        const start = times(end, "undo", count);
        expect(start.chart).toBe(EMPTY);
        expect(start.undone).toHaveLength(count);
        expect(plain(times(start, "redo", count).chart)).toEqual(plain(end.chart));
      }),
    );
  });

  it("adding once more what is there is no step", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), places, fc.array(link, { maxLength: 5 }), (steps, nodes, links) => {
        const once = history(done(steps), { type: "do", step: { type: "add", nodes, links } });
        expect(history(once, { type: "do", step: { type: "add", nodes, links } })).toBe(once);
      }),
    );
  });

  it("each undo shows the chart as it was before that step", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = NO_HISTORY;
        const before: Chart[] = [];
        for (const each of steps) {
          const next = history(now, { type: "do", step: each });
          if (next !== now) before.push(now.chart);
          now = next;
        }
        for (const chart of before.reverse()) {
          now = history(now, { type: "undo" });
          expect(now.chart).toBe(chart);
        }
      }),
    );
  });

  it("no link is without both its ends, and none runs twice", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { chart } = done(steps);
        for (const [key, ends] of chart.links) {
          expect(chart.nodes.has(ends.source) && chart.nodes.has(ends.target)).toBe(true);
          expect(linkKey(ends)).toBe(key);
        }
      }),
    );
  });

  it("a new step after an undo leaves nothing to redo", () => {
    const was = history(done([add("a"), add("b")]), { type: "undo" });
    expect(was.undone).toHaveLength(1);
    expect(history(was, { type: "do", step: add("c") }).undone).toHaveLength(0);
  });

  it("links that are found of what a step brought go and come with it, whatever was done meanwhile", () => {
    const brought = add("b");
    const links = [{ source: "a", target: "b", kind: "OWNS" as const }];
    const found = { type: "complete" as const, step: brought, links };
    const direct = history(done([add("a"), { ...brought, links }]), { type: "do", step: { type: "pin", ids: ["a"], pinned: true } });
    const pinned = history(done([add("a"), brought]), { type: "do", step: { type: "pin", ids: ["a"], pinned: true } });
    const late = history(pinned, found);
    expect(plain(late.chart)).toEqual(plain(direct.chart));
    expect(plain(times(late, "undo", 2).chart)).toEqual(plain(done([add("a")]).chart));
    expect(plain(times(times(late, "undo", 2), "redo", 2).chart)).toEqual(plain(direct.chart));
    // Undone before they were found, they come with redo.
    expect(plain(times(history(times(pinned, "undo", 2), found), "redo", 2).chart)).toEqual(plain(direct.chart));
    expect(history(late, found)).toBe(late);
  });

  it("a link that was hidden meanwhile stays hidden when it is found once more", () => {
    const brought: Adding = { type: "add", nodes: [at("a"), at("b")], links: [{ source: "a", target: "b", kind: "OWNS" }] };
    const hidden = history(done([brought]), { type: "do", step: { type: "hide", ids: [], links: ["OWNS a b"] } });
    expect(history(hidden, { type: "complete", step: brought, links: brought.links })).toBe(hidden);
  });

  it("a step that changes nothing is no step", () => {
    const one = done([add("a")]);
    expect(history(one, { type: "do", step: { type: "pin", ids: ["b"], pinned: true } })).toBe(one);
    expect(history(one, { type: "do", step: { type: "filter", filters: ALL } })).toBe(one);
  });

  it("what is added again keeps its place, and is shown again where it was hidden", () => {
    const hidden = after(after(EMPTY, add("a", 5)), { type: "hide", ids: ["a"], links: [] });
    expect(after(hidden, add("a", 900)).nodes.get("a")).toEqual({ x: 5, y: 0, pinned: false, group: null, hidden: false });
  });

  it("a link without direction is the same from either end", () => {
    expect(linkKey({ source: "b", target: "a", kind: "SPOUSE_OF" })).toBe(linkKey({ source: "a", target: "b", kind: "SPOUSE_OF" }));
    expect(linkKey({ source: "b", target: "a", kind: "OWNS" })).not.toBe(linkKey({ source: "a", target: "b", kind: "OWNS" }));
  });

  it("what is taken off can be brought in from the beginning", () => {
    const opened = [["a vehicles ", { loaded: 1, total: 1, cursor: null }]] as const;
    const chart = after(EMPTY, { type: "add", nodes: [at("a"), at("b")], links: [{ source: "a", target: "b", kind: "OWNS" }], opened });
    expect(after(chart, { type: "remove", ids: ["b"], links: [] }).opened.size).toBe(0);
  });

  it("a new group has a number that no other has", () => {
    const chart = after(after(EMPTY, { type: "add", nodes: [at("a"), at("b")], links: [] }), { type: "group", ids: ["a"], group: "group-1" });
    expect(newGroup(chart)).toBe("group-2");
    expect([...groupsOf(chart)]).toEqual([["group-1", ["a"]]]);
  });
});

const at = (name: string, x = 0) => ({ id: name, x, y: 0 });
function add(name: string, x = 0): Adding {
  return { type: "add", nodes: [at(name, x)], links: [] };
}
