/**
 * The names that the drawing bears: placed for what is in sight and around it, once for a step of the zoom. Names that are
 * there stay, so that none comes or goes while one pans.
 */
import type { Place } from "../chart/chart";
import type { Cells } from "./cells";
import type { Bounds } from "./geometry";
import { markOf, type Marks } from "./marks";
import { boxOf, overlaps, type PlacedName } from "./name-boxes";
import { discCells, discsOf, NameGround, namesPlaced, type Disc } from "./names-placed";
import { bearersOf, edgeName, inOrder, nodeName, type Bearer, type WantedName } from "./names-wanted";
import type { Scene, SceneNode } from "./scene";

/** Within one step of the zoom no name changes its side, comes or goes. */
const STEP = Math.log(1.1);
const stepOf = (zoom: number): number => Math.exp(Math.floor(Math.log(zoom) / STEP + 1e-6) * STEP);
/** Of what is dragged, as many bear their names on the way. */
const MOST_MOVING = 60;

export interface Shown {
  readonly scene: Scene;
  readonly byId: ReadonlyMap<string, SceneNode>;
  readonly marks: Marks;
  /** What is being dragged. */
  readonly moving: ReadonlySet<string>;
}

/** What is out of sight is named too, so far on each side, in pixels of the screen: one pans before names are placed again. */
const BEYOND = 600;
/** At the edge of that, names know nothing of what lies beyond; no name reaches further, in pixels of the screen. */
const EDGE = 250;
/** Among more symbols than this there is room for few names: the most important alone look for it. */
const CROWDED = 2500;
const [TRIED, TRIED_IN_A_CROWD] = [1500, 400];

interface Kept {
  readonly bearers: readonly Bearer[];
  readonly discs: readonly Disc[];
  /** For all steps of the zoom between one power of two and the next. */
  cells: { readonly from: number; readonly discs: Cells<Disc> } | null;
  placed: Placed | null;
}

interface Placed {
  readonly zoom: number;
  /** Where names are as they would be if all of the chart were named. */
  readonly sure: Bounds;
  readonly names: readonly PlacedName[];
}

export class NamesOnScreen {
  private kept: Kept | null = null;
  private stale = true;

  /** The scene is another one now. */
  forget(): void {
    this.kept = null;
  }

  /** Other things are marked or dragged: names are placed again, and those that still fit stay where they are. */
  refresh(): void {
    this.stale = true;
  }

  /** `sight` is the part of the chart that one sees. */
  at(zoom: number, sight: Bounds, shown: Shown): readonly PlacedName[] {
    const step = stepOf(zoom);
    const kept = (this.kept ??= { bearers: bearersOf(shown.scene, shown.byId), discs: discsOf(shown.scene, shown.byId), cells: null, placed: null });
    const before = kept.placed?.zoom === step ? kept.placed : null;
    const from = 2 ** Math.floor(Math.log2(step));
    if (kept.cells?.from !== from || this.stale) kept.cells = { from, discs: discCells(kept.discs.filter(({ id }) => !shown.moving.has(id)), from) };
    const cells = kept.cells.discs;
    const placed = before === null || this.stale || !holds(before.sure, sight) ? (kept.placed = place(kept, cells, shown, step, sight, before)) : before;
    this.stale = false;
    return above(placed.names, onTop(shown, placed.names), cells, step);
  }
}

const holds = (region: Bounds, sight: Bounds): boolean => region.left <= sight.left && region.right >= sight.right && region.top <= sight.top && region.bottom >= sight.bottom;
const grown = ({ left, right, top, bottom }: Bounds, by: number): Bounds => ({ left: left - by, right: right + by, top: top - by, bottom: bottom + by });
const inside = ({ left, right, top, bottom }: Bounds, { x, y }: Place): boolean => x >= left && x <= right && y >= top && y <= bottom;

function place({ bearers, discs }: Kept, cells: Cells<Disc>, { marks, moving }: Shown, zoom: number, sight: Bounds, before: Placed | null): Placed {
  const region = grown(sight, BEYOND / zoom);
  const rests = (bearer: Bearer): boolean => inside(region, bearer) && !bearer.ends.some((id) => moving.has(id));
  const ground = new NameGround(cells, zoom);
  const { first, rest, always } = inOrder(bearers, marks);
  const top = namesPlaced(ground, first.filter(rests).map(({ name }) => name(always)));
  const [stay, named] = staying(ground, before, before === null ? [] : rest.filter(rests));
  const more: WantedName[] = [];
  const most = discs.filter((disc) => inside(region, disc)).length > CROWDED ? TRIED_IN_A_CROWD : TRIED;
  for (const bearer of rest) {
    if (more.length === most) break;
    if (!named.has(bearer.id) && rests(bearer)) more.push(bearer.name(false));
  }
  return { zoom, sure: grown(region, -EDGE / zoom), names: [...top, ...stay, ...namesPlaced(ground, more)] };
}

/** The names that stay where they are, and the ids of those. */
function staying(ground: NameGround, before: Placed | null, near: readonly Bearer[]): readonly [readonly PlacedName[], ReadonlySet<string>] {
  if (before === null) return [[], new Set()];
  const known = new Set(near.map(({ id }) => id));
  const stay = before.names.filter((name) => !name.always && known.has(name.id) && inside(before.sure, name.anchor) && ground.keep(name));
  return [stay, new Set(stay.map(({ id }) => id))];
}

/** What is dragged and what is pointed at, unless it bears its name already. */
function onTop({ scene, byId, marks, moving }: Shown, names: readonly PlacedName[]): readonly WantedName[] {
  const { pointed } = marks;
  const ids = new Set(moving.size <= MOST_MOVING ? moving : []);
  if (pointed !== null && !names.some(({ id }) => id === pointed)) ids.add(pointed);
  const found = [...ids].flatMap((id): WantedName[] => {
    const node = byId.get(id);
    if (node !== undefined) return [nodeName(node, true)];
    const edge = scene.edges.find((each) => each.id === id);
    const [source, target] = [byId.get(edge?.source ?? ""), byId.get(edge?.target ?? "")];
    return edge === undefined || source === undefined || target === undefined ? [] : [edgeName(edge, source, target, true)];
  });
  return found.sort((one, other) => Number(markOf(marks, other.id) !== "plain") - Number(markOf(marks, one.id) !== "plain"));
}

/** Names above the others: those that they cover go, unless they stand in any case. */
function above(names: readonly PlacedName[], wanted: readonly WantedName[], discs: Cells<Disc>, zoom: number): readonly PlacedName[] {
  if (wanted.length === 0) return names;
  const ground = new NameGround(discs, zoom);
  for (const name of names) if (name.always) ground.take(name);
  const top = namesPlaced(ground, wanted);
  const boxes = top.map((name) => boxOf(name, zoom));
  return [...names.filter((name) => name.always || !boxes.some((box) => overlaps(boxOf(name, zoom), box))), ...top];
}
