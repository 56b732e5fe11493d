/** What stands on the chart already, asked by those who look for a place on it. */
import type { Place } from "../chart/chart";
import { Cells } from "../drawing/cells";
import { boundsAround, boundsOver, toStraight } from "../drawing/geometry";

/** Distance of two entities that stand side by side: room for a symbol and its name. */
export const APART = 116;

/** Nearer than this symbols and names run into each other. */
export const TOO_NEAR = APART * 0.85;

/** Nearer than this a line would seem to lead to a symbol that it passes. */
export const BESIDE = 34;
/** Nearer than this it runs under the symbol. */
const UNDER = 24;
/** One line under a symbol is worse than this number of lines close beside one. */
const WORSE = 20;

export type Line = readonly [Place, Place];

function crosses([a, b]: Line, [c, d]: Line): boolean {
  const side = (from: Place, to: Place, at: Place): number => Math.sign((to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

const badness = (distance: number): number => (distance < UNDER ? WORSE : distance < BESIDE ? 1 : 0);

export class Ground {
  private readonly places = new Cells<Place>(APART);
  private readonly lines = new Cells<Line>(APART * 2);

  take(place: Place): void {
    this.places.put(place, boundsAround(place, 0));
  }

  draw(line: Line): void {
    this.lines.put(line, boundsOver(line, 0));
  }

  isFree(at: Place): boolean {
    return !this.places.some(boundsAround(at, TOO_NEAR), (other) => Math.hypot(other.x - at.x, other.y - at.y) < TOO_NEAR);
  }

  /** How much the lines from a place to its neighbours run under others, and how much lines of others run under it; 0 is best. */
  hides(at: Place, neighbours: readonly Place[]): number {
    let all = 0;
    for (const to of neighbours) {
      this.places.some(boundsOver([at, to], BESIDE), (other) => {
        if (other !== to) all += badness(toStraight(other, at, to));
        return false;
      });
    }
    for (const [from, to] of this.linesNear([at], BESIDE)) all += badness(toStraight(at, from, to));
    return all;
  }

  /** How many lines the lines from a place to its neighbours cross. */
  crossings(at: Place, neighbours: readonly Place[]): number {
    return neighbours.reduce((sum, to) => sum + [...this.linesNear([at, to], 0)].filter((line) => crosses(line, [at, to])).length, 0);
  }

  private linesNear(places: readonly Place[], reach: number): ReadonlySet<Line> {
    const found = new Set<Line>();
    this.lines.some(boundsOver(places, reach), (line) => {
      found.add(line);
      return false;
    });
    return found;
  }
}
