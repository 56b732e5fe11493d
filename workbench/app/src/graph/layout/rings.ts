/** Places around one of them. */
import type { Place } from "../chart/chart";
import { APART } from "./ground";

/** Where most room is: away from the middle of what is near. */
export function outward(origin: Place, taken: readonly Place[]): number {
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

/** The places of one ring, beginning in a direction and going to both sides of it in turn. */
export function onRing(origin: Place, ring: number, start: number): readonly Place[] {
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
