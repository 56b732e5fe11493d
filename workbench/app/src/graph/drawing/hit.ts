/** What lies under the pointer. */
import type { Place } from "../chart/chart";
import { curve, type Curve } from "./geometry";
import type { Scene, SceneEdge, SceneNode } from "./scene";

const NEAR_EDGE = 7;

export function nodeAt({ nodes }: Scene, at: Place): SceneNode | null {
  return nodes.findLast(({ x, y, radius }) => Math.hypot(at.x - x, at.y - y) <= radius + 3) ?? null;
}

function distance(at: Place, from: Place, to: Place): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - from.x) * dx + (at.y - from.y) * dy) / square));
  return Math.hypot(at.x - from.x - along * dx, at.y - from.y - along * dy);
}

function toCurve(at: Place, { from, over, to }: Curve): number {
  let nearest = Infinity;
  let last = from;
  const PARTS = 8;
  for (let part = 1; part <= PARTS; part += 1) {
    const t = part / PARTS;
    const next = {
      x: (1 - t) ** 2 * from.x + 2 * (1 - t) * t * over.x + t * t * to.x,
      y: (1 - t) ** 2 * from.y + 2 * (1 - t) * t * over.y + t * t * to.y,
    };
    nearest = Math.min(nearest, distance(at, last, next));
    last = next;
  }
  return nearest;
}

export function edgeAt({ edges }: Scene, places: ReadonlyMap<string, SceneNode>, at: Place, zoom: number): SceneEdge | null {
  const reach = NEAR_EDGE / Math.min(1, zoom);
  let [found, nearest]: [SceneEdge | null, number] = [null, reach];
  for (const edge of edges) {
    const [source, target] = [places.get(edge.source), places.get(edge.target)];
    if (source === undefined || target === undefined) continue;
    const room = reach + Math.abs(edge.bend);
    if (at.x < Math.min(source.x, target.x) - room || at.x > Math.max(source.x, target.x) + room) continue;
    if (at.y < Math.min(source.y, target.y) - room || at.y > Math.max(source.y, target.y) + room) continue;
    const far = edge.bend === 0 ? distance(at, source, target) : toCurve(at, curve(source, target, edge.bend));
    if (far < nearest) [found, nearest] = [edge, far];
  }
  return found;
}

export function inside({ nodes }: Scene, one: Place, other: Place): readonly SceneNode[] {
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)];
  return nodes.filter(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom);
}
