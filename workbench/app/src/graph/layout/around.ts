/** Places for what comes new, beside what it comes from; nothing that has a place is moved. */
import type { Place } from "../chart/chart";
import { toStraight } from "../drawing/geometry";

/** Distance of two entities that stand side by side: room for a symbol and its name. */
export const APART = 116;

/** Nearer than this symbols and names run into each other. */
export const TOO_NEAR = APART * 0.85;

/** Nearer than this a line to a new place would seem to lead to another symbol that it passes. */
export const BESIDE = 34;

export type Line = readonly [Place, Place];

/** Places by the cell they lie in, so that each looks at its neighbours alone. */
class Ground {
  private readonly cells = new Map<string, Place[]>();

  private static cell(x: number, y: number): string {
    return `${Math.floor(x / APART)} ${Math.floor(y / APART)}`;
  }

  take(place: Place): void {
    const cell = Ground.cell(place.x, place.y);
    const there = this.cells.get(cell);
    if (there === undefined) this.cells.set(cell, [place]);
    else there.push(place);
  }

  isFree({ x, y }: Place): boolean {
    for (const right of [-APART, 0, APART]) {
      for (const down of [-APART, 0, APART]) {
        const there = this.cells.get(Ground.cell(x + right, y + down)) ?? [];
        if (there.some((place) => Math.hypot(place.x - x, place.y - y) < TOO_NEAR)) return false;
      }
    }
    return true;
  }
}

/** Where most room is: away from the middle of what is near. */
function outward(origin: Place, taken: readonly Place[]): number {
  let [x, y] = [0, 0];
  for (const place of taken) {
    const [dx, dy] = [place.x - origin.x, place.y - origin.y];
    const distance = Math.hypot(dx, dy);
    if (distance === 0 || distance > APART * 8) continue;
    x += dx / (distance * distance);
    y += dy / (distance * distance);
  }
  return x === 0 && y === 0 ? 0 : Math.atan2(-y, -x);
}

/**
 * As many places around the origin as are asked for, on rings from the inside out, beginning in the direction where
 * there is room and going to both sides of it in turn. As long as there are some, those that no line passes: neither do
 * the lines from the origin pass others, nor do they stand on a line that is there (`lines`).
 */
export function around(origin: Place, count: number, taken: readonly Place[], lines: readonly Line[] = []): readonly Place[] {
  const ground = new Ground();
  for (const place of [origin, ...taken]) ground.take(place);
  const found: Place[] = [];
  const others = taken.filter(({ x, y }) => x !== origin.x || y !== origin.y);
  const inTheOpen = (place: Place): boolean =>
    [...others, ...found].every((other) => toStraight(other, origin, place) >= BESIDE) &&
    found.every((other) => toStraight(place, origin, other) >= BESIDE) &&
    lines.every(([from, to]) => toStraight(place, from, to) >= BESIDE);
  const take = (place: Place): void => {
    ground.take(place);
    found.push(place);
  };
  const start = outward(origin, taken);
  const rings = 3 + Math.ceil(Math.sqrt(count));
  for (let ring = 1; found.length < count && ring <= rings; ring += 1) {
    for (const place of onRing(origin, ring, start)) if (found.length < count && ground.isFree(place) && inTheOpen(place)) take(place);
  }
  for (let ring = 1; found.length < count; ring += 1) {
    for (const place of onRing(origin, ring, start)) if (found.length < count && ground.isFree(place)) take(place);
  }
  return found;
}

function onRing(origin: Place, ring: number, start: number): readonly Place[] {
  const radius = ring === 1 ? APART * 1.6 : APART * (0.6 + ring);
  const slots = Math.max(6, Math.floor((2 * Math.PI * radius) / (APART * 1.05)));
  return Array.from({ length: slots }, (_, slot) => {
    const side = slot % 2 === 0 ? slot / 2 : -(slot + 1) / 2;
    // Every other ring is turned by half a place: what stands there looks between those before it.
    const angle = start + ((side + (ring % 2 === 0 ? 0.5 : 0)) * 2 * Math.PI) / slots;
    return { x: Math.round(origin.x + radius * Math.cos(angle)), y: Math.round(origin.y + radius * Math.sin(angle)) };
  });
}

/** A place for what comes from elsewhere: beside all that is there. */
export function beside(taken: readonly Place[]): Place {
  if (taken.length === 0) return { x: 0, y: 0 };
  let [right, top, bottom] = [-Infinity, Infinity, -Infinity];
  for (const { x, y } of taken) {
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: Math.round(right + APART * 2.5), y: Math.round((top + bottom) / 2) };
}
