/**
 * The names that the drawing bears: placed once for a chart, its marks and a step of the zoom, whatever is in sight, so that
 * none comes or goes while one pans.
 */
import type { Cells } from "./cells";
import { markOf, type Marks } from "./marks";
import { boxOf, overlaps, type PlacedName } from "./name-boxes";
import { discCells, discsOf, NameGround, namesPlaced, type Disc } from "./names-placed";
import { edgeName, namesWanted, nodeName, type WantedName } from "./names-wanted";
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

interface Kept {
  readonly wanted: readonly WantedName[];
  readonly discs: readonly Disc[];
  /** At one step of the zoom; null until it is asked for. */
  placed: { readonly zoom: number; readonly cells: Cells<Disc>; readonly names: readonly PlacedName[] } | null;
}

export class NamesOnScreen {
  private kept: Kept | null = null;

  /** The scene, the marks or what moves are others now. */
  forget(): void {
    this.kept = null;
  }

  at(zoom: number, shown: Shown): readonly PlacedName[] {
    const step = stepOf(zoom);
    const kept = (this.kept ??= { ...still(shown), placed: null });
    if (kept.placed?.zoom !== step) {
      const cells = discCells(kept.discs, step);
      kept.placed = { zoom: step, cells, names: namesPlaced(kept.wanted, cells, step) };
    }
    const { cells, names } = kept.placed;
    return above(names, onTop(shown, names), cells, step);
  }
}

function still({ scene, byId, marks, moving }: Shown): Pick<Kept, "wanted" | "discs"> {
  const rests = moving.size === 0 ? scene : {
    boxes: scene.boxes,
    nodes: scene.nodes.filter(({ id }) => !moving.has(id)),
    edges: scene.edges.filter(({ source, target }) => !moving.has(source) && !moving.has(target)),
  };
  return { wanted: namesWanted(rests, byId, marks), discs: discsOf(rests, byId) };
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
  const top = wanted.flatMap((name) => ground.place(name) ?? []);
  const boxes = top.map((name) => boxOf(name, zoom));
  return [...names.filter((name) => name.always || !boxes.some((box) => overlaps(boxOf(name, zoom), box))), ...top];
}
