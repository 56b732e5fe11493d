import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toStraight } from "../drawing/geometry";
import { APART, around, beside, BESIDE, TOO_NEAR, type Line } from "./around";
import { force, type Body } from "./force";
import { hops } from "./orders";
import { laidOut, LAYOUTS } from "./layout";

const place = fc.record({ x: fc.integer({ min: -2000, max: 2000 }), y: fc.integer({ min: -2000, max: 2000 }) });

describe("places for what comes new", () => {
  it("are as many as asked for, apart from each other and from all that is there", () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 120 }), fc.array(place, { maxLength: 60 }), (origin, count, taken) => {
        const found = around(origin, count, taken);
        expect(found).toHaveLength(count);
        const near = found.filter(({ x, y }, at) =>
          [origin, ...taken, ...found.slice(0, at)].some((other) => Math.hypot(other.x - x, other.y - y) < TOO_NEAR),
        );
        expect(near).toEqual([]);
      }),
    );
  });

  it("stand in the open: no line from where they come from passes another, and none of those that are there passes them", () => {
    const few = fc.array(place, { maxLength: 8 }).filter((all) => all.every((one, at) => all.slice(0, at).every((other) => Math.hypot(one.x - other.x, one.y - other.y) >= TOO_NEAR)));
    fc.assert(
      fc.property(few, fc.integer({ min: 1, max: 9 }), (taken, count) => {
        const origin = taken[0] ?? { x: 0, y: 0 };
        const lines = taken.slice(1).map((each): Line => [origin, each]);
        const found = around(origin, count, taken, lines);
        const behind = found.filter((one) => [...taken.slice(1), ...found].some((other) => other !== one && toStraight(other, origin, one) < BESIDE));
        expect(behind).toEqual([]);
        expect(found.filter((one) => lines.some(([from, to]) => toStraight(one, from, to) < BESIDE))).toEqual([]);
      }),
    );
  });

  it("are near where they come from, on the side where there is room", () => {
    const left = [{ x: -120, y: 0 }, { x: -120, y: 100 }, { x: -120, y: -100 }];
    const [first] = around({ x: 0, y: 0 }, 1, left);
    expect(first?.x).toBeGreaterThan(0);
    expect(Math.hypot(first?.x ?? 0, first?.y ?? 0)).toBeLessThan(APART * 2);
  });

  it("of what comes from elsewhere lie beside all that is there", () => {
    expect(beside([])).toEqual({ x: 0, y: 0 });
    expect(beside([{ x: 10, y: 0 }, { x: 300, y: 80 }]).x).toBeGreaterThan(300 + APART);
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
