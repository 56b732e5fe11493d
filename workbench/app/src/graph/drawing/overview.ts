/** Large charts from afar: lines and symbols kept as paths, so that a frame costs no more than painting them. */
import { inParts } from "../../entity/compose";
import type { Bounds } from "./geometry";
import type { Paint } from "./palette";
import type { Scene, SceneNode } from "./scene";

/** Shapes in one path: one at a time is slow, and so is one path with thousands of crossings. */
export const IN_ONE_PATH = 40;
/** On the screen no symbol gets smaller than this. */
export const SMALLEST = 2.2;
/** Below this a square looks like a circle. */
const SQUARE = 3.5;

interface Part extends Bounds {
  readonly path: Path2D;
}

export interface Overview {
  readonly lines: readonly { readonly part: Part; readonly ids: readonly string[] }[];
  /** By fill. */
  readonly symbols: ReadonlyMap<string, readonly { readonly part: Part; readonly nodes: readonly SceneNode[] }[]>;
}

function partOf(path: Path2D, ends: readonly { readonly x: number; readonly y: number }[], room: number): Part {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of ends) {
    left = Math.min(left, x - room);
    right = Math.max(right, x + room);
    top = Math.min(top, y - room);
    bottom = Math.max(bottom, y + room);
  }
  return { path, left, top, right, bottom };
}

/** Nodes of one colour are drawn together. */
export function byFill(nodes: readonly SceneNode[]): ReadonlyMap<string, readonly SceneNode[]> {
  const found = new Map<string, SceneNode[]>();
  for (const node of nodes) {
    const alike = found.get(node.fill);
    if (alike === undefined) found.set(node.fill, [node]);
    else alike.push(node);
  }
  return found;
}

/** All but what is moving: that is drawn by itself in each frame. */
export function overviewOf({ nodes, edges }: Scene, byId: ReadonlyMap<string, SceneNode>, moving: ReadonlySet<string>): Overview {
  const still = edges.flatMap(({ id, source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from === undefined || to === undefined || moving.has(source) || moving.has(target) ? [] : [[from, to, id] as const];
  });
  // Neighbours in one path: then most paths are out of sight when one looks closer.
  still.sort(([one], [other]) => one.x - other.x);
  const lines = inParts(still, IN_ONE_PATH).map((some) => {
    const path = new Path2D();
    for (const [from, to] of some) {
      path.moveTo(from.x, from.y);
      path.lineTo(to.x, to.y);
    }
    return { part: partOf(path, some.flatMap(([from, to]) => [from, to]), 0), ids: some.map(([, , id]) => id) };
  });
  const alike = byFill(nodes.filter(({ id }) => !moving.has(id)));
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
        return { part: partOf(path, some, 30), nodes: some };
      }),
    ]),
  );
  return { lines, symbols };
}

const inSight = (part: Part, sight: Bounds): boolean =>
  part.left <= sight.right && part.right >= sight.left && part.top <= sight.bottom && part.bottom >= sight.top;

export interface Seen {
  readonly lines: readonly string[];
  readonly symbols: readonly string[];
}

/** Paints what is in sight, and returns the ids of the edges and nodes of it. */
export function paintOverview(pen: CanvasRenderingContext2D, { lines, symbols }: Overview, { line }: Paint, sight: Bounds, zoom: number): Seen {
  pen.globalAlpha = 0.5;
  pen.strokeStyle = line;
  pen.lineWidth = 0.8 / Math.max(zoom, 0.35);
  const seenLines = lines.filter(({ part }) => inSight(part, sight));
  for (const { part } of seenLines) pen.stroke(part.path);
  pen.globalAlpha = 1;
  const seenNodes: SceneNode[] = [];
  for (const [fill, all] of symbols) {
    pen.fillStyle = fill;
    for (const { part, nodes } of all) {
      if (!inSight(part, sight)) continue;
      seenNodes.push(...nodes);
      if ((nodes[0]?.radius ?? 0) * zoom < SQUARE) squares(pen, nodes, zoom);
      else pen.fill(part.path);
    }
  }
  return { lines: seenLines.flatMap(({ ids }) => ids), symbols: seenNodes.map(({ id }) => id) };
}

function squares(pen: CanvasRenderingContext2D, nodes: readonly SceneNode[], zoom: number): void {
  for (const { x, y, radius } of nodes) {
    const size = Math.max(radius, SMALLEST / zoom);
    pen.fillRect(x - size, y - size, 2 * size, 2 * size);
  }
}
