/** Things by the part of the chart they lie in, so that each looks at its neighbours alone. */
import type { Bounds } from "./geometry";

/** Cells on each side of the middle for which a number is a key of its own. */
const HALF = 2 ** 20;

export class Cells<Item> {
  private readonly cells = new Map<number, Item[]>();

  constructor(private readonly size: number) {}

  /** Something that covers several cells lies in each of them. */
  put(item: Item, bounds: Bounds): void {
    this.each(bounds, (key) => {
      const there = this.cells.get(key);
      if (there === undefined) this.cells.set(key, [item]);
      else there.push(item);
      return false;
    });
  }

  /** Whether something in these cells or in a part of them fits; what covers several cells is tried in each. */
  some(bounds: Bounds, fits: (item: Item) => boolean): boolean {
    return this.each(bounds, (key) => this.cells.get(key)?.some(fits) ?? false);
  }

  private each({ left, top, right, bottom }: Bounds, stop: (key: number) => boolean): boolean {
    const [lastColumn, lastRow] = [Math.floor(right / this.size), Math.floor(bottom / this.size)];
    for (let column = Math.floor(left / this.size); column <= lastColumn; column += 1) {
      for (let row = Math.floor(top / this.size); row <= lastRow; row += 1) {
        if (stop((column + HALF) * 2 * HALF + row + HALF)) return true;
      }
    }
    return false;
  }
}
