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

const RANK: Readonly<Record<Mark, number>> = { chosen: 0, way: 1, plain: 4 };
const [FLAGGED, FRAME, LINKS_AFTER] = [2, 3, 5];

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

/** What is pointed at is not among them: its name lies above the others (`names-on-screen.ts`). */
export function namesWanted(scene: Scene, byId: ReadonlyMap<string, SceneNode>, marks: Marks, numbers?: ReadonlyMap<string, number>): readonly WantedName[] {
  const links = new Map<string, number>();
  for (const { source, target } of scene.edges) for (const id of [source, target]) links.set(id, (links.get(id) ?? 0) + 1);
  const always = marks.chosen.size + marks.way.size <= MOST_ALWAYS;
  const stands = (id: string): boolean => always && markOf(marks, id) !== "plain";
  const rank = (id: string, flag: string | null, plain: number): number => Math.min(RANK[markOf(marks, id)], flag === null ? plain : FLAGGED);
  const found: { readonly name: WantedName; readonly rank: number; readonly links: number }[] = [];
  for (const box of scene.boxes) found.push({ name: frameName(box), rank: FRAME, links: 0 });
  for (const node of scene.nodes) found.push({ name: nodeName(node, stands(node.id)), rank: rank(node.id, node.flag, RANK.plain), links: links.get(node.id) ?? 0 });
  for (const edge of scene.edges) {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (source === undefined || target === undefined) continue;
    found.push({ name: edgeName(edge, source, target, stands(edge.id), numbers?.get(edge.id)), rank: rank(edge.id, edge.flag, LINKS_AFTER), links: 0 });
  }
  return found.sort((one, other) => one.rank - other.rank || other.links - one.links).map(({ name }) => name);
}
