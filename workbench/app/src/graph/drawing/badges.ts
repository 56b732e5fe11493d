/** Where flags are marked: a small disc at the shoulder of a symbol, above the middle of a line. */
import { curve, middle } from "./geometry";
import { fillOf } from "./palette";
import type { SceneEdge, SceneNode } from "./scene";

export interface Badge {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly sign: string;
}

export const BADGE_RADIUS = 9;
export const BADGE_FILL = fillOf("Flag");
const SHOULDER = Math.SQRT1_2;
/** Above the name of the link. */
const ABOVE = 20;

export function badgesOf(nodes: Iterable<SceneNode>, edges: Iterable<SceneEdge>, byId: ReadonlyMap<string, SceneNode>): readonly Badge[] {
  const badges: Badge[] = [];
  for (const { id, x, y, radius, flag } of nodes) {
    if (flag !== null) badges.push({ id, x: x + radius * SHOULDER, y: y - radius * SHOULDER, sign: flag });
  }
  for (const { id, source, target, bend, flag } of edges) {
    const [from, to] = [byId.get(source), byId.get(target)];
    if (flag === null || from === undefined || to === undefined) continue;
    const at = middle(curve(from, to, bend));
    badges.push({ id, x: at.x, y: at.y - ABOVE, sign: flag });
  }
  return badges;
}
