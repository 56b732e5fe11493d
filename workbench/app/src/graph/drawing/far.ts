/** Large charts from afar: lines and symbols kept as paths, so that a frame costs no more than painting them. */
import { inParts } from "../../entity/compose";
import type { Paint } from "./palette";
import type { Scene, SceneNode } from "./scene";

/** Shapes in one path: one at a time is slow, and so is one path with thousands of crossings. */
const IN_ONE_PATH = 40;
/** On the screen no symbol gets smaller than this. */
export const SMALLEST = 2.2;
/** Below this a square cannot be told from a circle. */
const SQUARE = 3.5;

interface Part {
  readonly path: Path2D;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Sight {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly zoom: number;
}

export interface Far {
  readonly lines: readonly Part[];
  readonly symbols: ReadonlyMap<string, readonly { readonly part: Part; readonly nodes: readonly SceneNode[] }[]>;
}

function part(path: Path2D, ends: readonly { readonly x: number; readonly y: number }[], room: number): Part {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of ends) {
    left = Math.min(left, x - room);
    right = Math.max(right, x + room);
    top = Math.min(top, y - room);
    bottom = Math.max(bottom, y + room);
  }
  return { path, left, top, right, bottom };
}

/** Without what is being moved: that is painted anew in each frame. */
export function far({ nodes, edges }: Scene, byId: ReadonlyMap<string, SceneNode>, moving: ReadonlySet<string>): Far {
  const still = edges.flatMap(({ source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from === undefined || to === undefined || moving.has(source) || moving.has(target) ? [] : [[from, to] as const];
  });
  // Neighbours in one path: then most paths are out of sight when one looks closer.
  still.sort(([one], [other]) => one.x - other.x);
  const lines = inParts(still, IN_ONE_PATH).map((some) => {
    const path = new Path2D();
    for (const [from, to] of some) {
      path.moveTo(from.x, from.y);
      path.lineTo(to.x, to.y);
    }
    return part(path, some.flat(), 0);
  });
  const alike = Map.groupBy(
    nodes.filter(({ id }) => !moving.has(id)),
    ({ fill }) => fill,
  );
  const symbols = new Map(
    [...alike].map(([fill, all]) => [
      fill,
      inParts(
        all.toSorted((one, other) => one.x - other.x),
        IN_ONE_PATH,
      ).map((some) => {
        const path = new Path2D();
        for (const { x, y, radius } of some) {
          path.moveTo(x + radius, y);
          path.arc(x, y, radius, 0, 2 * Math.PI);
        }
        return { part: part(path, some, 30), nodes: some };
      }),
    ]),
  );
  return { lines, symbols };
}

const inSight = (one: Part, sight: Sight): boolean =>
  one.left <= sight.right && one.right >= sight.left && one.top <= sight.bottom && one.bottom >= sight.top;

export function paintFar(to: CanvasRenderingContext2D, { lines, symbols }: Far, { line }: Paint, sight: Sight): void {
  const { zoom } = sight;
  to.globalAlpha = 0.5;
  to.strokeStyle = line;
  to.lineWidth = 0.8 / Math.max(zoom, 0.35);
  for (const one of lines) if (inSight(one, sight)) to.stroke(one.path);
  to.globalAlpha = 1;
  for (const [fill, all] of symbols) {
    to.fillStyle = fill;
    for (const { part: one, nodes } of all) {
      if (!inSight(one, sight)) continue;
      if ((nodes[0]?.radius ?? 0) * zoom < SQUARE) {
        for (const { x, y, radius } of nodes) {
          const size = Math.max(radius, SMALLEST / zoom);
          to.fillRect(x - size, y - size, 2 * size, 2 * size);
        }
      } else to.fill(one.path);
    }
  }
}
