/** Places names on the drawing: each where it covers no symbol and no other name. */
import type { Place } from "../chart/chart";
import { badgesOf, BADGE_RADIUS } from "./badges";
import { Cells } from "./cells";
import { boundsAround, type Bounds } from "./geometry";
import { widthOf } from "./lettering";
import { boxOf, heightOf, overlaps, type PlacedName, type Side } from "./name-boxes";
import type { WantedName } from "./names-wanted";
import { SMALLEST } from "./overview";
import type { Scene, SceneNode } from "./scene";

/** Something round that no name covers. */
export interface Disc extends Place {
  readonly id: string;
  readonly radius: number;
}

/** Around a symbol, for its rings. */
const RING = 2;
/** A line must be longer than its name, by pixels of the screen; else one sees nothing of it. */
const LINE_SHOWS = 12;
/** So often a name that stands in any case looks for room further down. */
const TRIES = 200;

export const discsOf = ({ nodes, edges }: Scene, byId: ReadonlyMap<string, SceneNode>): readonly Disc[] => [
  ...nodes,
  ...badgesOf(nodes, edges, byId).map(({ x, y }): Disc => ({ id: "", x, y, radius: BADGE_RADIUS })),
];

/** On the screen a symbol is never smaller than this. */
const reachOf = ({ radius }: Disc, zoom: number): number => Math.max(radius, SMALLEST / zoom);
const cellSize = (zoom: number): number => Math.max(32 / zoom, 48);

export function discCells(discs: readonly Disc[], zoom: number): Cells<Disc> {
  const cells = new Cells<Disc>(cellSize(zoom));
  for (const disc of discs) cells.put(disc, boundsAround(disc, reachOf(disc, zoom)));
  return cells;
}

export class NameGround {
  private readonly names: Cells<Bounds>;

  constructor(
    private readonly discs: Cells<Disc>,
    private readonly zoom: number,
  ) {
    this.names = new Cells(cellSize(zoom));
  }

  /** Places a name, if there is room or it stands in any case; names that are placed first have the room. */
  place(wanted: WantedName): PlacedName | null {
    const { texts, always } = wanted;
    for (const text of texts) {
      const found = this.beside(wanted, text, (name, box) => !this.covers(name, box));
      if (found !== null) return this.take(found);
    }
    const shortest = texts.at(-1) ?? "";
    return always ? this.take(this.beside(wanted, shortest, (_, box) => this.isFree(box)) ?? this.further(wanted, shortest)) : null;
  }

  /** A name that stood there before keeps its place, if it is still free. */
  keep(name: PlacedName): boolean {
    const box = boxOf(name, this.zoom);
    if (!name.always && this.covers(name, box)) return false;
    this.take(name);
    return true;
  }

  take(name: PlacedName): PlacedName {
    const box = boxOf(name, this.zoom);
    this.names.put(box, box);
    return name;
  }

  private beside(wanted: WantedName, text: string, open: (name: PlacedName, box: Bounds) => boolean): PlacedName | null {
    if (!wanted.always && wanted.line * this.zoom < widthOf(text) * wanted.size + LINE_SHOWS) return null;
    for (const side of wanted.sides) {
      const name = this.on(wanted, text, side, 0);
      if (open(name, boxOf(name, this.zoom))) return name;
    }
    return null;
  }

  /** Below the others that stand in any case. */
  private further(wanted: WantedName, text: string): PlacedName {
    const [side = "on"] = wanted.sides;
    for (let down = 1; down < TRIES; down += 1) {
      const name = this.on(wanted, text, side, (down * heightOf(wanted.size)) / 2 / this.zoom);
      if (this.isFree(boxOf(name, this.zoom))) return name;
    }
    return this.on(wanted, text, side, 0);
  }

  private on({ id, size, at: { x, y }, radius, always }: WantedName, text: string, side: Side, down: number): PlacedName {
    const reach = Math.max(radius, SMALLEST / this.zoom) + (radius === 0 ? 0 : RING);
    const [right, below] = [side === "right" ? reach : side === "left" ? -reach : 0, side === "below" ? reach : side === "above" ? -reach : 0];
    return { id, text, size, side, anchor: { x: x + right, y: y + below + down }, always };
  }

  private isFree(box: Bounds): boolean {
    return !this.names.some(box, (other) => overlaps(box, other));
  }

  private covers({ id }: PlacedName, box: Bounds): boolean {
    if (!this.isFree(box)) return true;
    return this.discs.some(box, (disc) => {
      if (disc.id === id) return false;
      const [x, y] = [Math.max(box.left, Math.min(box.right, disc.x)), Math.max(box.top, Math.min(box.bottom, disc.y))];
      return Math.hypot(disc.x - x, disc.y - y) < reachOf(disc, this.zoom);
    });
  }
}

/** All names that find room, in the order in which they are wanted. */
export const namesPlaced = (ground: NameGround, wanted: readonly WantedName[]): readonly PlacedName[] => wanted.flatMap((name) => ground.place(name) ?? []);
