/** Lines and bounds, the same for the drawing and the exports. */
import type { Place } from "../chart/chart";
import type { Viewport } from "./drawing";
import type { Scene, SceneNode } from "./scene";

export interface Curve {
  readonly from: Place;
  readonly over: Place;
  readonly to: Place;
}

/** A curve that passes `bend` beside the middle of the straight line. */
export function curve(source: Place, target: Place, bend: number): Curve {
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  const middle = { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 };
  const over = { x: middle.x - (dy / length) * bend * 2, y: middle.y + (dx / length) * bend * 2 };
  return { from: source, over, to: target };
}

/** Where a line from `over` meets the edge of the symbol. */
export function rim(node: SceneNode, over: Place): Place {
  const [dx, dy] = [over.x - node.x, over.y - node.y];
  const length = Math.hypot(dx, dy) || 1;
  return { x: node.x + (dx / length) * (node.radius + 2), y: node.y + (dy / length) * (node.radius + 2) };
}

/** The middle of the line, where its name stands. */
export function middle({ from, over, to }: Curve): Place {
  return { x: (from.x + 2 * over.x + to.x) / 4, y: (from.y + 2 * over.y + to.y) / 4 };
}

/** How far a place is from the straight line between two. */
export function toStraight(at: Place, from: Place, to: Place): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - from.x) * dx + (at.y - from.y) * dy) / square));
  return Math.hypot(at.x - from.x - along * dx, at.y - from.y - along * dy);
}

const PARTS = 8;

/** How far a place is from a curve, as near as a chain of straight pieces tells. */
export function distance(at: Place, { from, over, to }: Curve): number {
  let nearest = Infinity;
  let last = from;
  for (let part = 1; part <= PARTS; part += 1) {
    const t = part / PARTS;
    const next = {
      x: (1 - t) ** 2 * from.x + 2 * (1 - t) * t * over.x + t * t * to.x,
      y: (1 - t) ** 2 * from.y + 2 * (1 - t) * t * over.y + t * t * to.y,
    };
    nearest = Math.min(nearest, toStraight(at, last, next));
    last = next;
  }
  return nearest;
}

/** Around a symbol, so that its name is in sight too. */
const NAME = 20;

/** Whether the whole symbol is in sight. */
export function within({ x, y, radius }: SceneNode, { left, top, width, height }: Viewport): boolean {
  const reach = radius + NAME;
  return x - reach >= left && x + reach <= left + width && y - reach >= top && y + reach <= top + height;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether some of a curve may be within; never false where it is. */
export function crosses({ from, over, to }: Curve, { left, top, right, bottom }: Bounds): boolean {
  const [xs, ys] = [[from.x, over.x, to.x], [from.y, over.y, to.y]];
  return Math.min(...xs) <= right && Math.max(...xs) >= left && Math.min(...ys) <= bottom && Math.max(...ys) >= top;
}

export const boundsOver = (places: readonly Place[], reach: number): Bounds => ({
  left: Math.min(...places.map(({ x }) => x)) - reach,
  top: Math.min(...places.map(({ y }) => y)) - reach,
  right: Math.max(...places.map(({ x }) => x)) + reach,
  bottom: Math.max(...places.map(({ y }) => y)) + reach,
});
export const boundsAround = ({ x, y }: Place, reach: number): Bounds => ({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach });

export function boundsOf({ nodes, boxes }: Pick<Scene, "nodes" | "boxes">, margin: number): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const reach = (x: number, y: number, width: number, height: number): void => {
    left = Math.min(left, x - width);
    right = Math.max(right, x + width);
    top = Math.min(top, y - height);
    bottom = Math.max(bottom, y + height);
  };
  for (const { x, y, radius } of nodes) reach(x, y, radius, radius);
  for (const { x, y, width, height } of boxes) reach(x, y, width / 2, height / 2);
  if (left > right) return { left: -margin, top: -margin, right: margin, bottom: margin };
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}
