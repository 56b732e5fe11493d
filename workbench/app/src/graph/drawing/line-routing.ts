/** Lines go round entities that they do not link: behind one, they would read as a link that is not there. */
import type { Place } from "../chart/chart";
import { curve, distance } from "./geometry";

interface Symbol extends Place {
  readonly id: string;
  readonly radius: number;
}

/** Between a line and a symbol, so that one sees that they have nothing to do with each other. */
const CLEAR = 8;
/** Sideways by these steps, the shortest way round first. */
const STEPS = Array.from({ length: 29 }, (_, at) => (at % 2 === 0 ? -at : at + 1) / 4);
const CELL = 240;
const cell = (value: number): number => Math.floor(value / CELL);

export class Crowd {
  private readonly cells = new Map<string, Symbol[]>();

  constructor(symbols: readonly Symbol[]) {
    for (const each of symbols) {
      const key = `${cell(each.x)} ${cell(each.y)}`;
      const there = this.cells.get(key);
      if (there === undefined) this.cells.set(key, [each]);
      else there.push(each);
    }
  }

  /**
   * How far each of several lines between two passes beside the middle, in steps: side by side as long as nobody stands
   * there. `step` is how far one step is. A line for which there is no way round stays where it would be.
   */
  bends(source: Symbol, target: Symbol, count: number, step: number): readonly number[] {
    const beside = Array.from({ length: count }, (_, index) => index - (count - 1) / 2);
    const near = this.between(source, target, step * 2 * (Math.max(...STEPS) + count));
    const open = (bend: number): boolean => {
      const line = curve(source, target, bend * step);
      return near.every((each) => distance(each, line) >= each.radius + CLEAR);
    };
    if (near.length === 0 || beside.every(open)) return beside;
    const found: number[] = [];
    for (const bend of STEPS) if (found.length < count && found.every((other) => Math.abs(other - bend) >= 1) && open(bend)) found.push(bend);
    for (const bend of beside) if (found.length < count && !found.includes(bend)) found.push(bend);
    return found.sort((one, other) => one - other);
  }

  private between(source: Symbol, target: Symbol, reach: number): readonly Symbol[] {
    const [left, right] = [Math.min(source.x, target.x) - reach, Math.max(source.x, target.x) + reach];
    const [top, bottom] = [Math.min(source.y, target.y) - reach, Math.max(source.y, target.y) + reach];
    const found: Symbol[] = [];
    for (let x = cell(left); x <= cell(right); x += 1) {
      for (let y = cell(top); y <= cell(bottom); y += 1) found.push(...(this.cells.get(`${x} ${y}`) ?? []));
    }
    return found.filter(({ id }) => id !== source.id && id !== target.id);
  }
}
