/** That no line gets lost on its way to the drawing, and none passes behind what it does not link. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { linkKey, type LinkEnds } from "../chart/chart";
import type { ShownLink, ShownNode, Visible } from "../chart/visible";
import { curve, distance } from "./geometry";
import { Crowd } from "./line-routing";
import { openPainter, type Drawn } from "./painter";
import { paintOf } from "./palette";
import { RADIUS, sceneOf, type Scene } from "./scene";

const provenance = { source: "test.feed", batch: "1", assertedBy: [], firstSeen: null, lastSeen: null };
const words = { language: "en", unknown: "?", group: (number: string) => number } as const;

function seen(places: readonly (readonly [number, number])[], ends: readonly LinkEnds[]): Visible {
  const nodes = places.map(
    ([x, y], at): ShownNode => ({ id: `n${at}`, x, y, pinned: false, group: null, hidden: false, facts: { id: `n${at}`, kind: "Person", label: `${at}`, begins: null, until: null, provenance } }),
  );
  const links = ends.map((each): ShownLink => ({ ...each, key: linkKey(each), hidden: false, records: [{ ...each, since: null, until: null, details: [], provenance }] }));
  return { nodes, links, left: { unknown: 0, hidden: 0, filtered: 0, byDay: 0 }, leftLinks: { hidden: 0, filtered: 0, byDay: 0 } };
}

const place = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }));
const kind = fc.constantFrom("OWNS", "DRIVES", "SPOUSE_OF" as const);
const scene = fc.array(place, { minLength: 2, maxLength: 30 }).chain((places) => {
  const id = fc.integer({ min: 0, max: places.length - 1 }).map((at) => `n${at}`);
  const link = fc.record({ source: id, target: id, kind }).filter(({ source, target }) => source !== target) as fc.Arbitrary<LinkEnds>;
  return fc.uniqueArray(link, { selector: linkKey, maxLength: 60 }).map((links) => sceneOf(seen(places, links), [], words));
});

/** A pen that paints nothing. */
const pen = (): unknown => new Proxy({}, { get: (_, name) => (name === "measureText" ? () => ({ width: 0 }) : () => {}), set: () => true });

describe("the painter", () => {
  let frames: (() => void)[] = [];
  let removed = 0;
  beforeEach(() => {
    [frames, removed] = [[], 0];
    const canvas = { setAttribute: () => {}, remove: () => (removed += 1), getContext: pen, width: 0, height: 0 };
    vi.stubGlobal("document", { createElement: () => canvas });
    vi.stubGlobal("requestAnimationFrame", (next: () => void) => frames.push(next));
    vi.stubGlobal("cancelAnimationFrame", () => {});
    vi.stubGlobal("Path2D", class { moveTo() {} lineTo() {} arc() {} });
  });
  afterEach(() => vi.unstubAllGlobals());

  function painting(zoom: number, x = 1000, y = 1000, side = 2000) {
    let last: Drawn = { lines: -1, symbols: -1 };
    const painter = openPainter({ append: () => {} } as unknown as HTMLElement, (drawn) => (last = drawn));
    painter.resize(side * Math.max(1, zoom), side * Math.max(1, zoom));
    painter.aim({ x: x * zoom, y: y * zoom, zoom });
    const nextFrame = (): Drawn => {
      for (const next of frames.splice(0)) next();
      return last;
    };
    return { painter, nextFrame };
  }

  function drawn(what: Scene, zoom: number, ...where: readonly number[]): number {
    const { painter, nextFrame } = painting(zoom, ...where);
    painter.show(what, paintOf(false));
    return nextFrame().lines;
  }

  it("has all lines of a chart that is in sight, from near and from afar", () => {
    fc.assert(
      fc.property(scene, fc.constantFrom(0.1, 0.4, 0.6, 1), (what, zoom) => {
        const { painter, nextFrame } = painting(zoom);
        painter.show(what, paintOf(false));
        expect(nextFrame()).toEqual({ lines: what.edges.length, symbols: what.nodes.length });
      }),
      { numRuns: 60 },
    );
  });

  it("has all lines of a large chart too, painted as one from afar", () => {
    const many = Array.from({ length: 400 }, (_, at) => [(at % 20) * 90 - 900, Math.floor(at / 20) * 90 - 900] as const);
    const links = many.slice(1).map((_, at): LinkEnds => ({ source: `n${Math.floor(at / 3)}`, target: `n${at + 1}`, kind: "OWNS" }));
    const what = sceneOf(seen(many, links), [], words);
    for (const zoom of [0.1, 0.4, 1]) expect(drawn(what, zoom)).toBe(399);
  });

  it("counts each shape once, also what is chosen, on a path or being dragged", () => {
    const many = Array.from({ length: 400 }, (_, at) => [(at % 20) * 90 - 900, Math.floor(at / 20) * 90 - 900] as const);
    const links = many.slice(1).map((_, at): LinkEnds => ({ source: `n${Math.floor(at / 3)}`, target: `n${at + 1}`, kind: "OWNS" }));
    const what = sceneOf(seen(many, links), [], words);
    for (const zoom of [0.1, 0.4, 1]) {
      const { painter, nextFrame } = painting(zoom);
      painter.show(what, paintOf(false));
      painter.mark({ nodes: ["n0", "n1"], links: [linkKey({ source: "n0", target: "n1", kind: "OWNS" })] }, { nodes: ["n0", "n2"], links: [] });
      expect(nextFrame()).toEqual({ lines: 399, symbols: 400 });
      painter.move(new Map([["n0", { x: 10, y: 10 }], ["n3", { x: 20, y: 10 }]]));
      expect(nextFrame()).toEqual({ lines: 399, symbols: 400 });
      painter.move(new Map([["n0", { x: 15, y: 10 }], ["n3", { x: 25, y: 10 }]]));
      expect(nextFrame()).toEqual({ lines: 399, symbols: 400 });
    }
  });

  it("draws what changed in one frame, and nothing of the scene before", () => {
    fc.assert(
      fc.property(fc.array(scene, { minLength: 2, maxLength: 4 }), (scenes) => {
        const { painter, nextFrame } = painting(0.6);
        for (const what of scenes) {
          painter.show(what, paintOf(false));
          painter.mark({ nodes: [], links: [] }, { nodes: [], links: [] });
          expect(frames.length).toBe(1);
          expect(nextFrame()).toEqual({ lines: what.edges.length, symbols: what.nodes.length });
        }
      }),
      { numRuns: 30 },
    );
  });

  it("draws nothing once it is closed", () => {
    const { painter, nextFrame } = painting(1);
    const what = sceneOf(seen([[0, 0], [300, 0]], [{ source: "n0", target: "n1", kind: "OWNS" }]), [], words);
    painter.show(what, paintOf(false));
    expect(nextFrame()).toEqual({ lines: 1, symbols: 2 });
    painter.destroy();
    expect(removed).toBe(1);
  });

  it("has the lines that only pass, with both ends out of sight", () => {
    const far = sceneOf(seen([[-3000, 0], [3000, 0]], [{ source: "n0", target: "n1", kind: "OWNS" }]), [], words);
    expect(drawn(far, 1)).toBe(1);
    expect(drawn(far, 1, 0, -2000, 500)).toBe(0);
  });
});

const RANKS = [-2, -1, 0, 1, 2];

describe("a line", () => {
  const passed = ({ nodes, edges }: Scene): readonly string[] => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    return edges.flatMap(({ id, source, target, bend }) => {
      const [from, to] = [byId.get(source), byId.get(target)];
      if (from === undefined || to === undefined) return [];
      return nodes.filter((node) => node !== from && node !== to && distance(node, curve(from, to, bend)) < RADIUS).map((node) => `${id} passes ${node.id}`);
    });
  };

  it("goes round what stands between the two that it links, in rows and columns too", () => {
    const grid = RANKS.flatMap((x) => RANKS.map((y) => [x * 240, y * 240] as const));
    const at = fc.integer({ min: 0, max: grid.length - 1 }).map((each) => `n${each}`);
    const one = fc.tuple(at, at).filter(([source, target]) => source !== target);
    fc.assert(
      fc.property(one, fc.subarray(["OWNS", "DRIVES", "SPOUSE_OF"] as const, { minLength: 1 }), ([source, target], kinds) => {
        expect(passed(sceneOf(seen(grid, kinds.map((each) => ({ source, target, kind: each }))), [], words))).toEqual([]);
      }),
    );
  });

  it("passes nobody closer than its bend says, wherever they stand", () => {
    const symbol = (id: string) => place.map(([x, y]) => ({ id, x, y, radius: RADIUS }));
    const crowd = fc.array(place, { maxLength: 40 }).map((places) => places.map(([x, y], at) => ({ id: `c${at}`, x, y, radius: RADIUS })));
    fc.assert(
      fc.property(symbol("a"), symbol("b"), crowd, (source, target, others) => {
        const [bend] = new Crowd([source, target, ...others]).bends(source, target, 1, 34);
        const open = (at: number): boolean => others.every((each) => distance(each, curve(source, target, at * 34)) >= RADIUS + 8);
        // The first way round that is open, the shortest first; the straight one where there is none.
        const ways = Array.from({ length: 29 }, (_, at) => (at % 2 === 0 ? -at : at + 1) / 4);
        expect(bend).toBe([0, ...ways].find(open) ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  it("is straight where nothing is in its way", () => {
    const what = sceneOf(seen([[0, 0], [300, 0], [150, 200]], [{ source: "n0", target: "n1", kind: "OWNS" }]), [], words);
    expect(what.edges.map(({ bend }) => bend)).toEqual([0]);
  });
});
