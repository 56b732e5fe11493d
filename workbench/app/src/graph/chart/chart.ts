/**
 * What an officer arranged: which entities and links, where, and what is hidden. Global ids and places alone: what is
 * known of them is kept apart (knowledge.ts), so that undoing a step never brings back facts of an earlier basis.
 */
import type { LinkKind } from "../../generated/operations";
import { linkOf } from "../../model/model";

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface NodeMark extends Place {
  readonly pinned: boolean;
  /** "group-1" and so on: a group has a number, never a name, for charts are kept without facts. */
  readonly group: string | null;
  readonly hidden: boolean;
}

export interface LinkEnds {
  readonly source: string;
  readonly target: string;
  readonly kind: LinkKind;
}

export interface LinkMark extends LinkEnds {
  readonly hidden: boolean;
}

export interface Filters {
  /** Kinds of entities, kinds of links and feeds that are left out. */
  readonly kinds: readonly string[];
  readonly links: readonly string[];
  readonly sources: readonly string[];
  /** Only what holds on this day; null shows all, ended or not. */
  readonly day: string | null;
  /** Entities that the filters leave without any link are left out too. */
  readonly loose: boolean;
  /** Groups that are drawn as one. */
  readonly folded: readonly string[];
}

/** How far the links of one field of one entity were brought in. */
export interface Opened {
  readonly loaded: number;
  readonly total: number;
  readonly cursor: string | null;
}

export interface Chart {
  readonly nodes: ReadonlyMap<string, NodeMark>;
  readonly links: ReadonlyMap<string, LinkMark>;
  /** By `openedKey`. */
  readonly opened: ReadonlyMap<string, Opened>;
  readonly filters: Filters;
}

export const ALL: Filters = { kinds: [], links: [], sources: [], day: null, loose: false, folded: [] };
export const EMPTY: Chart = { nodes: new Map(), links: new Map(), opened: new Map(), filters: ALL };

/** Which of the two is named first does not matter where the kind has no direction. */
export function ends(source: string, target: string, kind: LinkKind): LinkEnds {
  return linkOf(kind)?.symmetric === true && target < source ? { source: target, target: source, kind } : { source, target, kind };
}

/** Links of one kind between the same two are one line, however many records there are of them. */
export function linkKey(link: LinkEnds): string {
  const { source, target, kind } = ends(link.source, link.target, link.kind);
  return `${kind} ${source} ${target}`;
}

/** Under each day and each set of conditions they are counted and read on by themselves. */
export const openedKey = (id: string, field: string, day: string | null, where: unknown = null): string =>
  `${id} ${field} ${day ?? ""} ${where === null ? "" : JSON.stringify(where)}`;

export function groupsOf(chart: Chart): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [id, { group }] of chart.nodes) {
    if (group !== null) groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  return groups;
}

/** The first number that no group has. */
export function newGroup(chart: Chart): string {
  const taken = new Set([...chart.nodes.values()].map(({ group }) => group));
  let number = 1;
  while (taken.has(`group-${number}`)) number += 1;
  return `group-${number}`;
}

export const groupNumber = (group: string): string => group.replace(/^group-/, "");
