/** Layouts that are worked out at once: in rings, and in layers away from what was chosen. */
import type { Place } from "../chart/chart";
import { APART } from "./ground";
import type { Body, Pair } from "./force";

function neighbours(count: number, pairs: readonly Pair[]): readonly (readonly number[])[] {
  const found: number[][] = Array.from({ length: count }, () => []);
  for (const [one, other] of pairs) {
    found[one]?.push(other);
    found[other]?.push(one);
  }
  return found;
}

/** How many hops each is from the nearest start; those out of reach come last, as a layer of their own. */
export function hops(count: number, pairs: readonly Pair[], starts: readonly number[]): readonly number[] {
  const next = neighbours(count, pairs);
  const found = new Array<number>(count).fill(-1);
  let edge = starts.filter((at) => at >= 0 && at < count);
  for (const at of edge) found[at] = 0;
  for (let hop = 1; edge.length > 0; hop += 1) {
    const further: number[] = [];
    for (const at of edge) {
      for (const other of next[at] ?? []) {
        if (found[other] !== -1) continue;
        found[other] = hop;
        further.push(other);
      }
    }
    edge = further;
  }
  const last = found.reduce((most, hop) => Math.max(most, hop), 0);
  return found.map((hop) => (hop === -1 ? last + 1 : hop));
}

/** Where no start is chosen: what has the most links. */
export function startsOf(count: number, pairs: readonly Pair[], chosen: readonly number[]): readonly number[] {
  if (chosen.length > 0 || count === 0) return chosen;
  const next = neighbours(count, pairs);
  return [next.reduce((best, links, at) => (links.length > (next[best]?.length ?? 0) ? at : best), 0)];
}

function layersOf(bodies: readonly Body[], pairs: readonly Pair[], starts: readonly number[]): readonly (readonly number[])[] {
  const far = hops(bodies.length, pairs, startsOf(bodies.length, pairs, starts));
  const found: number[][] = [];
  far.forEach((hop, at) => (found[hop] ??= []).push(at));
  return found;
}

const MOST_IN_A_ROW = 24;

/** Layers from left to right; within one, each near the middle of those it hangs on. */
export function layered(bodies: readonly Body[], pairs: readonly Pair[], starts: readonly number[]): readonly Place[] {
  const places: Place[] = bodies.map(({ x, y }) => ({ x, y }));
  const next = neighbours(bodies.length, pairs);
  let left = 0;
  const row = new Map<number, number>();
  for (const layer of layersOf(bodies, pairs, starts)) {
    const middle = (at: number): number => {
      const known = (next[at] ?? []).flatMap((other) => row.get(other) ?? []);
      return known.length === 0 ? 0 : known.reduce((sum, each) => sum + each, 0) / known.length;
    };
    const ordered = layer.map((at) => [at, middle(at)] as const).sort(([, one], [, other]) => one - other);
    ordered.forEach(([at], index) => {
      const inRow = Math.min(MOST_IN_A_ROW, ordered.length);
      const y = ((index % inRow) - (inRow - 1) / 2) * APART;
      row.set(at, y);
      place(at, left + Math.floor(index / inRow) * APART * 1.6, y);
    });
    left += (Math.ceil(ordered.length / MOST_IN_A_ROW) - 1) * APART * 1.6 + APART * 3;
  }
  function place(at: number, x: number, y: number): void {
    if (bodies[at]?.fixed !== true) places[at] = { x: Math.round(x), y: Math.round(y) };
  }
  return places;
}

/** Rings around what was chosen, each ring as wide as it needs to be. */
export function ringed(bodies: readonly Body[], pairs: readonly Pair[], starts: readonly number[]): readonly Place[] {
  const places: Place[] = bodies.map(({ x, y }) => ({ x, y }));
  let radius = 0;
  layersOf(bodies, pairs, starts).forEach((layer, ring) => {
    const needed = (layer.length * APART) / (2 * Math.PI);
    radius = ring === 0 ? (layer.length === 1 ? 0 : needed) : Math.max(radius + APART * 1.8, needed);
    layer.forEach((at, index) => {
      const angle = (index * 2 * Math.PI) / layer.length - Math.PI / 2;
      if (bodies[at]?.fixed === true) return;
      places[at] = { x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) };
    });
  });
  return places;
}
