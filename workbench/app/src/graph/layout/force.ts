/** Forces: linked entities attract, near ones repel, what is pinned stays. Step by step, so that a worker can report. */
import type { Place } from "../chart/chart";
import { APART } from "./ground";

export interface Body extends Place {
  readonly fixed: boolean;
}

/** Which of the bodies are linked, by their positions in the list. */
export type Pair = readonly [number, number];

/** Beyond this two bodies do not notice each other; so each looks at its own and the neighbouring cells alone. */
const REACH = APART * 3;
const SPRING = APART * 1.5;

/** Rounds until it has cooled down; large graphs get fewer. */
export const rounds = (bodies: number): number => Math.round(Math.min(300, Math.max(60, 240_000 / Math.max(1, bodies))));

/** Places after all rounds; `progress` hears how far it is and ends it by answering false. */
export function force(bodies: readonly Body[], pairs: readonly Pair[], progress: (done: number) => boolean = () => true): readonly Place[] {
  const count = bodies.length;
  const x = Float64Array.from(bodies, (body) => body.x);
  const y = Float64Array.from(bodies, (body) => body.y);
  apart(x, y);
  const degree = new Float64Array(count);
  for (const [one, other] of pairs) {
    degree[one] = (degree[one] ?? 0) + 1;
    degree[other] = (degree[other] ?? 0) + 1;
  }
  const all = rounds(count);
  const [dx, dy] = [new Float64Array(count), new Float64Array(count)];
  for (let round = 0; round < all; round += 1) {
    const heat = APART * 0.9 * (1 - round / all) ** 1.5 + 0.5;
    dx.fill(0);
    dy.fill(0);
    repel(x, y, dx, dy);
    attract(x, y, dx, dy, pairs, degree);
    for (let at = 0; at < count; at += 1) {
      if (bodies[at]?.fixed === true) continue;
      const [moveX, moveY] = [dx[at] ?? 0, dy[at] ?? 0];
      const length = Math.hypot(moveX, moveY);
      if (length === 0) continue;
      const step = Math.min(length, heat) / length;
      x[at] = (x[at] ?? 0) + moveX * step;
      y[at] = (y[at] ?? 0) + moveY * step;
    }
    if (!progress((round + 1) / all)) break;
  }
  return bodies.map((body, at) => (body.fixed ? { x: body.x, y: body.y } : { x: Math.round(x[at] ?? 0), y: Math.round(y[at] ?? 0) }));
}

/** Bodies on one spot could never part; the same spread each time, so that a layout can be repeated. */
function apart(x: Float64Array, y: Float64Array): void {
  for (let at = 0; at < x.length; at += 1) {
    x[at] = (x[at] ?? 0) + Math.cos(at * 2.399963) * 0.5;
    y[at] = (y[at] ?? 0) + Math.sin(at * 2.399963) * 0.5;
  }
}

function repel(x: Float64Array, y: Float64Array, dx: Float64Array, dy: Float64Array): void {
  const cells = new Map<number, number[]>();
  const column = (value: number): number => Math.floor(value / REACH) + 50_000;
  const key = (atX: number, atY: number): number => atX * 100_000 + atY;
  for (let at = 0; at < x.length; at += 1) {
    const own = key(column(x[at] ?? 0), column(y[at] ?? 0));
    const there = cells.get(own);
    if (there === undefined) cells.set(own, [at]);
    else there.push(at);
  }
  for (let at = 0; at < x.length; at += 1) {
    const [ownX, ownY] = [x[at] ?? 0, y[at] ?? 0];
    for (let right = -1; right <= 1; right += 1) {
      for (let down = -1; down <= 1; down += 1) {
        for (const other of cells.get(key(column(ownX) + right, column(ownY) + down)) ?? []) {
          if (other === at) continue;
          const [awayX, awayY] = [ownX - (x[other] ?? 0), ownY - (y[other] ?? 0)];
          const square = Math.max(awayX * awayX + awayY * awayY, 25);
          if (square > REACH * REACH) continue;
          const push = (0.3 * APART * APART) / square;
          dx[at] = (dx[at] ?? 0) + awayX * push;
          dy[at] = (dy[at] ?? 0) + awayY * push;
        }
      }
    }
  }
}

/** What has many links pulls less at each: its neighbours need the room around it. */
function attract(x: Float64Array, y: Float64Array, dx: Float64Array, dy: Float64Array, pairs: readonly Pair[], degree: Float64Array): void {
  for (const [one, other] of pairs) {
    const [toX, toY] = [(x[other] ?? 0) - (x[one] ?? 0), (y[other] ?? 0) - (y[one] ?? 0)];
    const distance = Math.hypot(toX, toY) || 1;
    const rest = SPRING + 6 * Math.sqrt(Math.max(degree[one] ?? 0, degree[other] ?? 0));
    const pull = (0.35 * (distance - rest)) / distance;
    dx[one] = (dx[one] ?? 0) + toX * pull;
    dy[one] = (dy[one] ?? 0) + toY * pull;
    dx[other] = (dx[other] ?? 0) - toX * pull;
    dy[other] = (dy[other] ?? 0) - toY * pull;
  }
}
