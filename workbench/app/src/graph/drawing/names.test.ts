/** Which names stand on the drawing, where, and how large they are on the screen. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOTHING_CHOSEN } from "./drawing";
import { NAME_SIZE } from "./lettering";
import { marksOf, NO_MARKS, type Marks } from "./marks";
import { boxOf, overlaps, type PlacedName } from "./name-boxes";
import { NamesOnScreen } from "./names-on-screen";
import { openPainter } from "./painter";
import { paintOf } from "./palette";
import { RADIUS, type Scene, type SceneEdge, type SceneNode } from "./scene";

const node = (at: number, x: number, y: number, label = `name ${at}`): SceneNode => ({
  id: `n${at}`,
  x,
  y,
  radius: RADIUS,
  fill: "#000000",
  sign: "P",
  label,
  pinned: false,
  ended: false,
  flag: at % 11 === 0 ? "F" : null,
  members: [],
});
const edge = (one: number, other: number): SceneEdge => ({
  id: `e${one} ${other}`,
  source: `n${one}`,
  target: `n${other}`,
  bend: 0,
  label: "owns",
  arrow: true,
  ended: false,
  flag: null,
  links: [],
});
const byId = ({ nodes }: Scene): ReadonlyMap<string, SceneNode> => new Map(nodes.map((each) => [each.id, each]));
const EVERYWHERE = { left: -1e5, right: 1e5, top: -1e5, bottom: 1e5 };
const named = (scene: Scene, zoom: number, marks: Marks = NO_MARKS, moving: readonly string[] = []): readonly PlacedName[] =>
  new NamesOnScreen().at(zoom, EVERYWHERE, { scene, byId: byId(scene), marks, moving: new Set(moving) });
/** Rows of entities, one beside the other. */
const rows = (many: number, apart: number, label?: string, columns = 20): Scene => ({
  nodes: Array.from({ length: many }, (_, at) => node(at, (at % columns) * apart, Math.floor(at / columns) * apart, label)),
  edges: [],
  boxes: [],
});

const place = fc.integer({ min: -1200, max: 1200 });
const scenes = fc
  .array(fc.record({ x: place, y: place, label: fc.constantFrom("测试甲", "（2026）示0102执1203号", "A very long name indeed") }), { minLength: 1, maxLength: 60 })
  .map((all): Scene => {
    const nodes = all.map(({ x, y, label }, at) => node(at, x, y, label));
    return { nodes, edges: nodes.slice(1).map((_, at) => edge(Math.floor(at / 3), at + 1)), boxes: [] };
  });
const zooms = fc.double({ min: 0.05, max: 4, noNaN: true });
const marked = fc.record({ chosen: fc.uniqueArray(fc.nat(70), { maxLength: 8 }), way: fc.uniqueArray(fc.nat(70), { maxLength: 8 }), pointed: fc.option(fc.nat(70)) });
const marksFrom = ({ chosen, way, pointed }: { chosen: readonly number[]; way: readonly number[]; pointed: number | null }): Marks =>
  marksOf({ nodes: chosen.map((at) => `n${at}`), links: [] }, { nodes: way.map((at) => `n${at}`), links: [] }, pointed === null ? null : `n${pointed}`);

describe("names that are placed", () => {
  it("do not overlap, and cover no symbol unless they stand in any case", () => {
    fc.assert(
      fc.property(scenes, zooms, marked, (scene, zoom, some) => {
        const names = named(scene, zoom, marksFrom(some));
        const boxes = names.map((name) => boxOf(name, zoom));
        expect(boxes.filter((box, at) => boxes.slice(0, at).some((other) => overlaps(box, other)))).toEqual([]);
        const covering = names.filter((name) => {
          const box = boxOf(name, zoom);
          return !name.always && scene.nodes.some(({ id, x, y, radius }) => id !== name.id && Math.hypot(x - Math.max(box.left, Math.min(box.right, x)), y - Math.max(box.top, Math.min(box.bottom, y))) < radius - 0.001);
        });
        expect(covering).toEqual([]);
      }),
    );
  });

  it("are always those of what is chosen, on a path or pointed at", () => {
    fc.assert(
      fc.property(scenes, zooms, marked, (scene, zoom, some) => {
        const marks = marksFrom(some);
        const ids = new Set(named(scene, zoom, marks).map(({ id }) => id));
        expect(scene.nodes.filter(({ id }) => (marks.chosen.has(id) || marks.way.has(id) || id === marks.pointed) && !ids.has(id))).toEqual([]);
      }),
    );
  });

  it("of 45 entities that stand apart are nearly all there where all of them are in sight", () => {
    // The room of the drawing on a page that is 1,280 wide.
    const zoom = Math.min(815 / (9 * 116), 550 / (5 * 116));
    expect(named(rows(45, 116, "陈立诚", 9), zoom)).toHaveLength(45);
    expect(named(rows(45, 116, "A rather long name", 9), zoom).length).toBeGreaterThan(35);
    // From further away too.
    expect(named(rows(45, 116, "陈立诚", 9), zoom * 0.6).length).toBeGreaterThan(35);
  });

  it("begin with those of what is flagged and of what has the most links", () => {
    const crowd = Array.from({ length: 12 }, (_, at) => node(at + 1, at * 46, 0, "a rather long name"));
    const scene: Scene = { nodes: crowd, edges: crowd.slice(0, 4).map((_, at) => edge(6, at + 1)), boxes: [] };
    const ids = named(scene, 0.4).map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(["n11", "n6"]);
    expect(ids.length).toBeLessThan(12);
  });

  it("stay where they are while something is pointed at, but for those that its name would cover", () => {
    const scene = rows(120, 60, "a rather long name");
    const before = named(scene, 0.5);
    const left = scene.nodes.find(({ id }) => !before.some((name) => name.id === id));
    const after = named(scene, 0.5, { ...NO_MARKS, pointed: left?.id ?? null });
    expect(after.filter(({ id }) => id !== left?.id).every((name) => before.includes(name) || before.some((was) => JSON.stringify(was) === JSON.stringify(name)))).toBe(true);
    expect(after.some(({ id }) => id === left?.id)).toBe(true);
  });

  it("neither come nor go in what stays in sight while one pans", () => {
    const scene = { ...rows(400, 70, "a rather long name"), edges: Array.from({ length: 200 }, (_, at) => edge(at, at + 21)) };
    const moves = fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -300, max: 300 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(moves, fc.constantFrom(0.4, 0.8, 1.5), (steps, zoom) => {
        const names = new NamesOnScreen();
        let sight = { left: 200, right: 200 + 800 / zoom, top: 300, bottom: 300 + 550 / zoom };
        const both = (all: readonly PlacedName[], other: typeof sight): readonly string[] => all.filter((name) => overlaps(boxOf(name, zoom), sight) && overlaps(boxOf(name, zoom), other)).map((name) => JSON.stringify(name)).sort();
        const shown = { scene, byId: byId(scene), marks: NO_MARKS, moving: new Set<string>() };
        let before = names.at(zoom, sight, shown);
        for (const [right, down] of steps) {
          const [x, y] = [right / zoom, down / zoom];
          const next = { left: sight.left + x, right: sight.right + x, top: sight.top + y, bottom: sight.bottom + y };
          const after = names.at(zoom, next, shown);
          expect(both(after, next)).toEqual(both(before, next));
          [before, sight] = [after, next];
        }
      }),
      { numRuns: 25 },
    );
  });

  it("go along with what is dragged; the lines that are drawn out with it are not named meanwhile", () => {
    const nodes = [node(0, 0, 0), node(1, 300, 0), node(2, 300, 300)];
    const scene: Scene = { nodes, edges: [edge(0, 1), edge(1, 2)], boxes: [] };
    expect(named(scene, 1).map(({ id }) => id).sort()).toEqual(["e0 1", "e1 2", "n0", "n1", "n2"]);
    expect(named(scene, 1, NO_MARKS, ["n0"]).map(({ id }) => id).sort()).toEqual(["e1 2", "n0", "n1", "n2"]);
  });
});

describe("names on the canvas", () => {
  let written: string[] = [];
  let fonts: string[] = [];
  let frames: (() => void)[] = [];
  beforeEach(() => {
    [written, fonts, frames] = [[], [], []];
    const pen = new Proxy({}, {
      get: (_, name) => (name === "fillText" ? (text: string) => void written.push(text) : () => {}),
      set: (_, name, value) => (name === "font" && fonts.push(String(value)), true),
    });
    const canvas = { setAttribute: () => {}, remove: () => {}, getContext: () => pen, width: 0, height: 0 };
    vi.stubGlobal("document", { createElement: () => canvas });
    vi.stubGlobal("requestAnimationFrame", (next: () => void) => frames.push(next));
    vi.stubGlobal("cancelAnimationFrame", () => {});
    vi.stubGlobal("Path2D", class { moveTo() {} lineTo() {} arc() {} rect() {} });
  });
  afterEach(() => vi.unstubAllGlobals());

  function painted(scene: Scene, zoom: number) {
    const painter = openPainter({ append: () => {} } as unknown as HTMLElement, () => {});
    painter.resize(4000, 4000);
    painter.aim({ x: 0, y: 0, zoom });
    painter.show(scene, paintOf(false));
    const names = (): readonly string[] => {
      [written, fonts] = [[], []];
      for (const next of frames.splice(0)) next();
      return written.filter((text) => text.includes("name"));
    };
    return { painter, names };
  }

  it.each([0.1, 1, 4])("have one size on the screen, at zoom %s as at others", (zoom) => {
    const { names } = painted(rows(1, 90), zoom);
    expect(names()).toEqual(["name 0"]);
    expect(fonts.at(-1)).toMatch(new RegExp(`^${NAME_SIZE}px`));
  });

  it("are the same ones wherever one pans, as long as they are in sight", () => {
    const { painter, names } = painted(rows(800, 90, "a rather long name"), 0.3);
    const all = names();
    painter.aim({ x: 300, y: 400, zoom: 0.3 });
    expect(names()).toEqual(all);
  });

  it("are not all written where very many are chosen, and then that of the one pointed at is", () => {
    const { painter, names } = painted(rows(800, 90), 0.1);
    painter.mark({ nodes: Array.from({ length: 800 }, (_, at) => `n${at}`), links: [] }, NOTHING_CHOSEN);
    const some = names();
    expect(some.length).toBeLessThan(400);
    const left = Array.from({ length: 800 }, (_, at) => `name ${at}`).find((name) => !some.includes(name)) ?? "";
    painter.point(left.replace("name ", "n"));
    expect(names()).toContain(left);
  });
});
