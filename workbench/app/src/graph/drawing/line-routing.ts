/** Lines go round entities that they do not link: behind one, they would read as a link that is not there. */
import type { Place } from "../chart/chart";
import { Cells } from "./cells";
import { boundsAround, boundsOver, curve, distance } from "./geometry";

interface Symbol extends Place {
  readonly id: string;
  readonly radius: number;
}

/** Between a line and a symbol, so that one sees that they have nothing to do with each other. */
const CLEAR = 8;
/** Sideways by these steps, the shortest way round first. */
const STEPS = Array.from({ length: 29 }, (_, at) => (at % 2 === 0 ? -at : at + 1) / 4);
const CELL = 240;
/** Among more symbols than this there is hardly ever a way round, and large charts would wait for the search. */
const CROWDED = 400;

/** How far a place is beside the straight line between two, on the side to which curves with a bend above 0 go. */
function across(at: Place, from: Place, to: Place): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return ((at.y - from.y) * dx - (at.x - from.x) * dy) / (Math.hypot(dx, dy) || 1);
}

export class Crowd {
  private readonly cells = new Cells<Symbol>(CELL);

  constructor(symbols: readonly Symbol[]) {
    for (const each of symbols) this.cells.put(each, boundsAround(each, 0));
  }

  /**
   * How far each of several lines between two passes beside the middle, in steps: side by side as long as nobody stands
   * there. `step` is how far one step is. A line for which there is no way round stays where it would be.
   */
  bends(source: Symbol, target: Symbol, count: number, step: number): readonly number[] {
    const beside = Array.from({ length: count }, (_, index) => index - (count - 1) / 2);
    const around = this.between(source, target, step * 2 * (Math.max(...STEPS) + count));
    if (around.length > CROWDED) return beside;
    const near = around.map((each) => ({ each, room: each.radius + CLEAR, beside: across(each, source, target) }));
    const open = (bend: number): boolean => {
      const [line, middle] = [curve(source, target, bend * step), bend * step];
      // All of the curve lies between the straight line and its middle: most symbols need no closer look.
      return near.every(({ each, room, beside }) => beside > Math.max(0, middle) + room || beside < Math.min(0, middle) - room || distance(each, line) >= room);
    };
    if (near.length === 0 || beside.every(open)) return beside;
    const found: number[] = [];
    for (const bend of STEPS) if (found.length < count && found.every((other) => Math.abs(other - bend) >= 1) && open(bend)) found.push(bend);
    for (const bend of beside) if (found.length < count && !found.includes(bend)) found.push(bend);
    return found.sort((one, other) => one - other);
  }

  /** Those that may be in the way; not all of them where they are more than `CROWDED`. */
  private between(source: Symbol, target: Symbol, reach: number): readonly Symbol[] {
    const found: Symbol[] = [];
    this.cells.some(boundsOver([source, target], reach), (each) => found.push(each) > CROWDED + 2);
    return found.filter(({ id }) => id !== source.id && id !== target.id);
  }
}
