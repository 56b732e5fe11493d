/** Places for what arrives: beside what it is linked with, in the open; nothing that has a place is moved. */
import type { Place } from "../chart/chart";
import { beside, onRing, outward } from "./rings";
import { Ground } from "./ground";

export type Pair = readonly [string, string];

export interface Arrival {
  /** Where things stand. */
  readonly places: ReadonlyMap<string, Place>;
  readonly fresh: readonly string[];
  /** Of those that stand there and of those that arrive. */
  readonly links: readonly Pair[];
  /** From which they were found. */
  readonly from: string | null;
}

/** Further out than this number of rings nobody looks for what belongs there. */
const FARTHEST = 14;
/** A crossing counts as much as a line that is longer by this. */
const CROSSING = 90;

/** By id, where each that arrives stands. */
export function settled({ places, fresh, links, from }: Arrival): ReadonlyMap<string, Place> {
  const [all, ground] = [new Map(places), new Ground()];
  const rooms = new Rooms(ground);
  const next = neighbours(links);
  for (const place of places.values()) ground.take(place);
  for (const [one, other] of links) {
    const [start, end] = [places.get(one), places.get(other)];
    if (start !== undefined && end !== undefined) ground.draw([start, end]);
  }
  const found = new Map<string, Place>();
  const settle = (id: string, place: Place): void => {
    found.set(id, place);
    all.set(id, place);
    ground.take(place);
    for (const other of next.get(id) ?? []) {
      const end = other === id ? undefined : all.get(other);
      if (end !== undefined) ground.draw([place, end]);
    }
  };
  let alone: Place | null = null;
  for (const { id, parent, children } of inOrder(fresh, next, places, from)) {
    const linked = (next.get(id) ?? []).flatMap((other) => all.get(other) ?? []);
    const origin: Place | null = all.get(parent ?? from ?? "") ?? alone;
    const place: Place = origin === null ? beside([...places.values()]) : rooms.best(origin, linked, children, [...all.values()]);
    alone ??= place;
    settle(id, place);
  }
  return found;
}

function neighbours(links: readonly Pair[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  const add = (one: string, other: string): void => void (found.get(one) ?? found.set(one, new Set()).get(one))?.add(other);
  for (const [one, other] of links) {
    add(one, other);
    add(other, one);
  }
  return new Map([...found].map(([id, others]) => [id, [...others]]));
}

interface Settler {
  readonly id: string;
  /** Beside which it stands; null for the first of what hangs together. */
  readonly parent: string | null;
  /** How many stand beside it in turn. */
  readonly children: number;
}

/** Those next to what stands there first, then those next to them; of each that hangs together by itself, the one with the most links. */
function inOrder(fresh: readonly string[], next: ReadonlyMap<string, readonly string[]>, places: ReadonlyMap<string, Place>, from: string | null): readonly Settler[] {
  const waiting = new Set(fresh.filter((id) => !places.has(id)));
  const found: { readonly id: string; readonly parent: string | null; children: number }[] = [];
  const byId = new Map<string, { children: number }>();
  const settle = (id: string, parent: string | null): void => {
    if (!waiting.delete(id)) return;
    const settler = { id, parent, children: 0 };
    found.push(settler);
    byId.set(id, settler);
    const above = byId.get(parent ?? "");
    if (above !== undefined) above.children += 1;
  };
  const links = (id: string): number => next.get(id)?.length ?? 0;
  const bring = (id: string): void => {
    for (const other of (next.get(id) ?? []).toSorted((one, two) => links(two) - links(one))) settle(other, id);
  };
  if (from !== null) bring(from);
  for (const id of places.keys()) bring(id);
  for (let at = 0; at < found.length || waiting.size > 0; at += 1) {
    if (at === found.length) settle([...waiting].reduce((most, id) => (links(id) > links(most) ? id : most)), null);
    bring(found[at]?.id ?? "");
  }
  return found;
}

class Rooms {
  /** Around what there is no more place in the open, and the ring that is being filled. */
  private readonly full = new Map<Place, number>();

  constructor(private readonly ground: Ground) {}

  /** The nearest ring that has a place in the open, and on it the place with the shortest lines and the fewest crossings. */
  best(origin: Place, linked: readonly Place[], children: number, taken: readonly Place[]): Place {
    const start = outward(origin, taken);
    // What brings others along stands further out, so that there is room around it.
    const first = 1 + Math.ceil(children / 8);
    const full = this.full.get(origin);
    let [found, least]: [Place | null, number] = [null, Infinity];
    for (let ring = Math.max(first, full ?? 0); found === null || (full === undefined && ring <= FARTHEST); ring += 1) {
      let [open, shortest]: [Place | null, number] = [null, Infinity];
      for (const place of onRing(origin, ring, start)) {
        if (!this.ground.isFree(place)) continue;
        const hides = full === undefined ? this.ground.hides(place, linked) : 1;
        if (hides < least) {
          [found, least] = [place, hides];
          if (full !== undefined) this.full.set(origin, ring);
        }
        if (hides > 0) continue;
        const length = linked.reduce((sum, to) => sum + Math.hypot(to.x - place.x, to.y - place.y), 0) + CROSSING * this.ground.crossings(place, linked);
        if (length < shortest - 1) [open, shortest] = [place, length];
      }
      if (open !== null) return open;
    }
    if (linked.length <= 1) this.full.set(origin, Math.max(this.full.get(origin) ?? 0, first));
    return found;
  }
}
