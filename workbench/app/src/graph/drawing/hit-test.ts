/** What lies under the pointer. */
import type { Place } from "../chart/chart";
import { curve, distance } from "./geometry";
import type { Scene, SceneEdge, SceneNode } from "./scene";

const NEAR_EDGE = 7;

export function nodeAt({ nodes }: Scene, at: Place): SceneNode | null {
  return nodes.findLast(({ x, y, radius }) => Math.hypot(at.x - x, at.y - y) <= radius + 3) ?? null;
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
    const far = distance(at, curve(source, target, edge.bend));
    if (far < nearest) [found, nearest] = [edge, far];
  }
  return found;
}

export function inside({ nodes }: Scene, one: Place, other: Place): readonly SceneNode[] {
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)];
  return nodes.filter(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom);
}
