/** What is drawn, in plain shapes: the engine, the SVG export and the minimap all draw the same. */
import type { Language } from "../../i18n/preferences";
import { linkLabel, linkOf } from "../../model/model";
import { groupNumber } from "../chart/chart";
import { hasEnded } from "../chart/days";
import { NOT_FLAGGED, type Flagged } from "../chart/flag-marks";
import type { ShownLink, ShownNode, Visible } from "../chart/visible";
import { Crowd } from "./line-routing";
import { fillOf, signOf } from "./palette";

export interface SceneNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly fill: string;
  readonly sign: string;
  readonly label: string;
  readonly pinned: boolean;
  /** No longer asserted. */
  readonly ended: boolean;
  /** The sign of flags, where it is flagged. */
  readonly flag: string | null;
  /** Entities of a folded group stand for all of them. */
  readonly members: readonly string[];
}

export interface SceneEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Sideways, so that several between the same two can be distinguished. */
  readonly bend: number;
  readonly label: string;
  readonly arrow: boolean;
  readonly ended: boolean;
  readonly flag: string | null;
  /** The links it stands for; several where groups are folded. */
  readonly links: readonly string[];
}

export interface SceneBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly members: readonly string[];
}

export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly boxes: readonly SceneBox[];
}

export interface SceneWords {
  readonly language: Language;
  readonly unknown: string;
  readonly group: (number: string) => string;
}

export const RADIUS = 20;
/** In half widths: a Chinese character is as wide as two letters. */
const LABEL_MOST = 28;
const BEND = 34;
const MARGIN = 46;

function shortened(text: string): string {
  let width = 0;
  let kept = "";
  for (const sign of text) {
    width += sign > "\u2e7f" ? 2 : 1;
    if (width > LABEL_MOST) return `${kept}…`;
    kept += sign;
  }
  return kept;
}

export function sceneOf({ nodes, links }: Visible, folded: readonly string[], words: SceneWords, flagged: Flagged = NOT_FLAGGED): Scene {
  const sign = signOf("Flag", words.language);
  const flagOn = (id: string): string | null => (flagged.nodes.has(id) ? sign : null);
  const groups = new Map<string, ShownNode[]>();
  for (const node of nodes) {
    if (node.group === null) continue;
    const members = groups.get(node.group);
    if (members === undefined) groups.set(node.group, [node]);
    else members.push(node);
  }
  const shut = new Set(folded.filter((group) => groups.has(group)));
  const drawnAs = new Map(nodes.map(({ id, group }) => [id, group !== null && shut.has(group) ? group : id]));
  const single = nodes.filter(({ group }) => group === null || !shut.has(group));
  const drawn = [
    ...single.map((node) => ({ ...oneNode(node, words), flag: flagOn(node.id) })),
    ...[...shut].map((group) => {
      const members = groups.get(group) ?? [];
      return { ...foldedGroup(group, members, words), flag: members.some(({ id }) => flagged.nodes.has(id)) ? sign : null };
    }),
  ];
  return {
    nodes: drawn,
    edges: edgesOf(links, drawnAs, drawn, words).map((edge) => ({ ...edge, flag: edge.links.some((key) => flagged.links.has(key)) ? sign : null })),
    boxes: [...groups].filter(([group]) => !shut.has(group)).map(([group, members]) => box(group, members, words)),
  };
}

function oneNode({ id, x, y, facts, pinned }: ShownNode, { language, unknown }: SceneWords): Omit<SceneNode, "flag"> {
  return {
    id,
    x,
    y,
    radius: RADIUS,
    fill: fillOf(facts.kind),
    sign: signOf(facts.kind, language),
    label: shortened(facts.label ?? unknown),
    pinned,
    ended: hasEnded(facts.until),
    members: [id],
  };
}

const mean = (values: readonly number[]): number => Math.round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));

function foldedGroup(group: string, members: readonly ShownNode[], words: SceneWords): Omit<SceneNode, "flag"> {
  return {
    id: group,
    x: mean(members.map(({ x }) => x)),
    y: mean(members.map(({ y }) => y)),
    radius: RADIUS * 1.5,
    fill: "#3d4a57",
    sign: String(members.length),
    label: words.group(groupNumber(group)),
    pinned: members.every(({ pinned }) => pinned),
    ended: false,
    members: members.map(({ id }) => id),
  };
}

function box(group: string, members: readonly ShownNode[], words: SceneWords): SceneBox {
  const [xs, ys] = [members.map(({ x }) => x), members.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    id: group,
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
    label: words.group(groupNumber(group)),
    members: members.map(({ id }) => id),
  };
}

function edgesOf(
  links: readonly ShownLink[],
  drawnAs: ReadonlyMap<string, string>,
  nodes: readonly SceneNode[],
  { language }: SceneWords,
): readonly Omit<SceneEdge, "flag">[] {
  const between = new Map<string, ShownLink[]>();
  for (const link of links) {
    const [source, target] = [drawnAs.get(link.source), drawnAs.get(link.target)];
    if (source === undefined || target === undefined || source === target) continue;
    const pair = source < target ? `${source} ${target}` : `${target} ${source}`;
    const known = between.get(pair);
    if (known === undefined) between.set(pair, [link]);
    else known.push(link);
  }
  const [byId, crowd] = [new Map(nodes.map((node) => [node.id, node])), new Crowd(nodes)];
  return [...between].flatMap(([pair, together]) => {
    const [from, to] = pair.split(" ").map((id) => byId.get(id));
    const bends = from === undefined || to === undefined ? [] : crowd.bends(from, to, together.length, BEND);
    return together.map((link, index) => {
      const [source, target] = [drawnAs.get(link.source) ?? "", drawnAs.get(link.target) ?? ""];
      const side = source < target ? 1 : -1;
      const records = link.records.length;
      return {
        id: link.key,
        source,
        target,
        bend: side * (bends[index] ?? 0) * BEND,
        label: linkLabel(link.kind, language) + (records > 1 ? ` ×${records}` : ""),
        arrow: linkOf(link.kind)?.symmetric !== true,
        ended: link.records.every(({ until }) => hasEnded(until)),
        links: [link.key],
      };
    });
  });
}
