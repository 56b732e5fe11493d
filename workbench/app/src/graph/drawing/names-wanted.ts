/** Which names the drawing would bear, the most important first. */
import type { Place } from "../chart/chart";
import { curve, middle } from "./geometry";
import { LINK_NAME_SIZE, NAME_SIZE } from "./lettering";
import { markOf, type Mark, type Marks } from "./marks";
import type { Side } from "./name-boxes";
import type { Scene, SceneBox, SceneEdge, SceneNode } from "./scene";

export interface WantedName {
  readonly id: string;
  /** The first that finds room is drawn. */
  readonly texts: readonly string[];
  readonly size: number;
  /** The first with room is taken. */
  readonly sides: readonly Side[];
  readonly at: Place;
  readonly radius: number;
  /** How long the line is that bears the name; Infinity where it is no line. */
  readonly line: number;
  readonly always: boolean;
}

const AROUND: readonly Side[] = ["below", "right", "left", "above"];
const ON_A_LINE: readonly Side[] = ["on"];
/** Where a badge stands above the middle of the line, its name may stand under it. */
const BY_A_LINE: readonly Side[] = ["on", "below", "above"];
/** Of what is chosen or on a path, as many have their names in any case. */
const MOST_ALWAYS = 60;

export function nodeName({ id, x, y, radius, label, pinned }: SceneNode, always: boolean): WantedName {
  return { id, texts: [pinned ? `◆ ${label}` : label], size: NAME_SIZE, sides: AROUND, at: { x, y }, radius, line: Infinity, always };
}

export function edgeName(edge: SceneEdge, source: SceneNode, target: SceneNode, always: boolean, number?: number): WantedName {
  const { id, bend, label, flag } = edge;
  return {
    id,
    // Where a list beside the drawing cites the number, it is not left out for want of room.
    texts: number === undefined ? [label] : [`[${number}] ${label}`, `[${number}]`],
    size: LINK_NAME_SIZE,
    sides: flag === null && !always ? ON_A_LINE : BY_A_LINE,
    at: middle(curve(source, target, bend)),
    radius: 0,
    line: Math.hypot(source.x - target.x, source.y - target.y) - source.radius - target.radius,
    always: always || number !== undefined,
  };
}

const frameName = ({ id, x, y, width, height, label }: SceneBox): WantedName => ({
  id,
  texts: [label],
  size: NAME_SIZE,
  sides: ["head"],
  at: { x: x - width / 2 + 4, y: y - height / 2 },
  radius: 0,
  line: Infinity,
  always: false,
});

/** Something that may bear a name, and where. */
export interface Bearer extends Place {
  readonly id: string;
  /** Its ends where it is a link, itself where it is an entity: while these are dragged, it is not among those that stand still. */
  readonly ends: readonly [string, string];
  readonly name: (always: boolean, numbers?: ReadonlyMap<string, number>) => WantedName;
}

/** All of a scene, the most important first: what is flagged, frames of groups, entities by their number of links, links. */
export function bearersOf(scene: Scene, byId: ReadonlyMap<string, SceneNode>): readonly Bearer[] {
  const links = new Map<string, number>();
  for (const { source, target } of scene.edges) for (const id of [source, target]) links.set(id, (links.get(id) ?? 0) + 1);
  const byLinks = scene.nodes.toSorted((one, other) => (links.get(other.id) ?? 0) - (links.get(one.id) ?? 0));
  const [flagged, nodes, edges]: [Bearer[], Bearer[], Bearer[]] = [[], [], []];
  for (const node of byLinks) (node.flag === null ? nodes : flagged).push({ id: node.id, x: node.x, y: node.y, ends: [node.id, node.id], name: (always) => nodeName(node, always) });
  for (const edge of scene.edges) {
    const { id, source, target, flag } = edge;
    const [from, to] = [byId.get(source), byId.get(target)];
    if (from === undefined || to === undefined) continue;
    const bearer: Bearer = {
      id,
      x: (from.x + to.x) / 2,
      y: (from.y + to.y) / 2,
      ends: [source, target],
      name: (always, numbers) => edgeName(edge, from, to, always, numbers?.get(id)),
    };
    (flag === null ? edges : flagged).push(bearer);
  }
  const frames = scene.boxes.map((box): Bearer => ({ id: box.id, x: box.x, y: box.y, ends: [box.id, box.id], name: () => frameName(box) }));
  return [...flagged, ...frames, ...nodes, ...edges];
}

/** Those that stand out before the others; their names stand in any case, unless they are very many. */
export function inOrder(bearers: readonly Bearer[], marks: Marks): { readonly first: readonly Bearer[]; readonly rest: readonly Bearer[]; readonly always: boolean } {
  const always = marks.chosen.size + marks.way.size <= MOST_ALWAYS;
  if (marks.chosen.size + marks.way.size === 0) return { first: [], rest: bearers, always };
  const of = (mark: Mark): readonly Bearer[] => bearers.filter(({ id }) => markOf(marks, id) === mark);
  return { first: [...of("chosen"), ...of("way")], rest: of("plain"), always };
}
