import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toStraight } from "../drawing/geometry";
import type { Place } from "../chart/chart";
import { settled, type Arrival, type Pair } from "./arrivals";
import { force, type Body } from "./force";
import { APART, BESIDE, TOO_NEAR } from "./ground";
import { hops } from "./orders";
import { laidOut, LAYOUTS } from "./layout";
import { beside } from "./rings";

const place = fc.record({ x: fc.integer({ min: -1500, max: 1500 }), y: fc.integer({ min: -1500, max: 1500 }) });
const far = (one: Place, other: Place): number => Math.hypot(one.x - other.x, one.y - other.y);
/** Some that stand apart, and no link among them. */
const standing = (most: number) =>
  fc.array(place, { minLength: 1, maxLength: most }).map((all) => new Map(all.filter((one, at) => all.slice(0, at).every((other) => far(one, other) >= TOO_NEAR)).map((each, at) => [`old${at}`, each])));
/** Each that arrives is linked with what stands there or came before it; some with another one too. */
const arrivals = (most: number, more: number) =>
  fc.tuple(standing(12), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 99 })), { minLength: 1, maxLength: most })).map(([places, drawn]): Arrival => {
    const ids = [...places.keys()];
    const links: Pair[] = [];
    const fresh = drawn.map(([one, other, chance], at) => {
      const id = `new${at}`;
      links.push([id, ids[one % ids.length] ?? ""]);
      if (chance < more) links.push([id, ids[other % ids.length] ?? ""]);
      ids.push(id);
      return id;
    });
    return { places, fresh, links, from: "old0" };
  });

describe("places for what arrives", () => {
  it("are one for each, never nearer to another than symbols and names need; what stands there is not among them", () => {
    fc.assert(
      fc.property(arrivals(60, 30), (arrival) => {
        const found = settled(arrival);
        expect([...found.keys()].sort()).toEqual([...arrival.fresh].sort());
        const all = [...arrival.places.values(), ...found.values()];
        expect([...found.values()].filter((one) => all.some((other) => other !== one && far(one, other) < TOO_NEAR))).toEqual([]);
      }),
    );
  });

  it("stand in the open: no new line passes a stranger, and no symbol that arrives stands on a line", () => {
    fc.assert(
      fc.property(arrivals(24, 0), (arrival) => {
        const all = new Map([...arrival.places, ...settled(arrival)]);
        const hidden = arrival.links.flatMap(([one, other]) => {
          const [from, to] = [all.get(one), all.get(other)];
          if (from === undefined || to === undefined) return [[one, other]];
          return [...all].flatMap(([id, at]) => (id !== one && id !== other && toStraight(at, from, to) < BESIDE ? [[one, other, id]] : []));
        });
        expect(hidden).toEqual([]);
      }),
    );
  });

  it("are near where they come from, on the side where there is room", () => {
    const places = new Map([["a", { x: 0, y: 0 }], ["b", { x: -120, y: 0 }], ["c", { x: -120, y: 100 }], ["d", { x: -120, y: -100 }]]);
    const at = settled({ places, fresh: ["e"], links: [["a", "e"]], from: "a" }).get("e");
    expect(at?.x).toBeGreaterThan(0);
    expect(far(at ?? { x: 0, y: 0 }, { x: 0, y: 0 })).toBeLessThan(APART * 2);
  });

  it("of what is linked with two that stand there lie between them, not on the far side", () => {
    const places = new Map([["a", { x: 0, y: 0 }], ["b", { x: 600, y: 0 }]]);
    const at = settled({ places, fresh: ["c"], links: [["a", "c"], ["b", "c"]], from: "a" }).get("c");
    expect(at?.x).toBeGreaterThan(0);
    expect(at?.x).toBeLessThan(600);
  });

  it("of the neighbours of a neighbour are beside that one, not in a disc around the first", () => {
    const ids = Array.from({ length: 20 }, (_, at) => `n${at}`);
    const links = ids.map((id, at): Pair => [id, at < 4 ? "a" : `n${at % 4}`]);
    const found = settled({ places: new Map([["a", { x: 0, y: 0 }]]), fresh: ids, links, from: "a" });
    const all = new Map([["a", { x: 0, y: 0 }], ...found]);
    const own = links.map(([one, other]) => far(all.get(one) ?? { x: 0, y: 0 }, all.get(other) ?? { x: 0, y: 0 }));
    expect(Math.max(...own)).toBeLessThan(APART * 4);
  });

  it("of what comes from elsewhere lie beside all that is there", () => {
    expect(beside([])).toEqual({ x: 0, y: 0 });
    expect(beside([{ x: 10, y: 0 }, { x: 300, y: 80 }]).x).toBeGreaterThan(300 + APART);
    const found = settled({ places: new Map(), fresh: ["a", "b", "c"], links: [["b", "c"]], from: null });
    expect(found.get("b")).toEqual({ x: 0, y: 0 });
  });

  it("are found for very many at once", () => {
    const ids = Array.from({ length: 1500 }, (_, at) => `n${at}`);
    const found = settled({ places: new Map([["a", { x: 0, y: 0 }]]), fresh: ids, links: ids.map((id): Pair => [id, "a"]), from: "a" });
    expect(new Set([...found.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(1500);
  });
});

describe("layouts", () => {
  const bodies: readonly Body[] = Array.from({ length: 40 }, (_, at) => ({ x: 0, y: 0, fixed: at === 7 }));
  const pairs = bodies.slice(1).map((_, at) => [Math.floor(at / 3), at + 1] as const);

  it.each(LAYOUTS)("%s leaves what is pinned where it is, and puts nothing on one spot", (name) => {
    const places = laidOut({ name, bodies, pairs, starts: [0] });
    expect(places).toHaveLength(bodies.length);
    expect(places[7]).toEqual({ x: 0, y: 0 });
    expect(places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    const loose = places.filter((_, at) => at !== 7 && at !== 0);
    expect(new Set(loose.map(({ x, y }) => `${x} ${y}`)).size).toBe(loose.length);
  });

  it("by closeness brings linked ones nearer than others", () => {
    const places = force(bodies, pairs);
    const far = (one: number, other: number): number =>
      Math.hypot((places[one]?.x ?? 0) - (places[other]?.x ?? 0), (places[one]?.y ?? 0) - (places[other]?.y ?? 0));
    const linked = pairs.map(([one, other]) => far(one, other));
    const all = bodies.flatMap((_, one) => bodies.slice(one + 1).map((__, more) => far(one, one + 1 + more)));
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(linked)).toBeLessThan(mean(all) / 2);
  });

  it("ends when it is stopped", () => {
    let rounds = 0;
    force(bodies, pairs, () => {
      rounds += 1;
      return rounds < 3;
    });
    expect(rounds).toBe(3);
  });

  it("counts hops from what was chosen; what is out of reach comes last", () => {
    expect(hops(5, [[0, 1], [1, 2]], [0])).toEqual([0, 1, 2, 3, 3]);
  });
});
