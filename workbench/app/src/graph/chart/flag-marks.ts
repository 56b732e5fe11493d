/** Which entities and links of a chart are flagged: counts of the flags that the officer may see. */
import { LINK_KINDS } from "../../model/model";
import { linkKey, type LinkEnds } from "./chart";
import type { Visible } from "./visible";

/** A flag that was raised and not withdrawn, and what it stands on: an entity, or a link with both its ends. */
export interface FlagMark {
  readonly id: string;
  readonly entities: readonly string[];
  readonly link: LinkEnds | null;
}

export interface Flagged {
  readonly nodes: ReadonlyMap<string, number>;
  readonly links: ReadonlyMap<string, number>;
  /** Flags that stand on something that is shown. */
  readonly count: number;
}

export const NOT_FLAGGED: Flagged = { nodes: new Map(), links: new Map(), count: 0 };

interface RawFlag {
  readonly id: string;
  readonly linkKind: string | null;
  readonly subjects: { readonly edges: readonly { readonly end: string | null; readonly node: { readonly id: string } }[] } | null;
}

export function flagMark({ id, linkKind, subjects }: RawFlag): FlagMark {
  const edges = subjects?.edges ?? [];
  const at = (end: string): string | undefined => edges.find((each) => each.end === end)?.node.id;
  const [source, target, kind] = [at("SOURCE"), at("TARGET"), LINK_KINDS.find((name) => name === linkKind)];
  const link = source === undefined || target === undefined || kind === undefined ? null : { source, target, kind };
  return { id, entities: edges.map(({ node }) => node.id), link };
}

/** A flagged link is marked where it is drawn; where it is not, those of its ends that are: nothing is unmarked in silence. */
export function flagged(marks: Iterable<FlagMark>, { nodes, links }: Visible): Flagged {
  const [ids, keys] = [new Set(nodes.map(({ id }) => id)), new Set(links.map(({ key }) => key))];
  const [onNodes, onLinks] = [new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, key: string): unknown => to.set(key, (to.get(key) ?? 0) + 1);
  let count = 0;
  for (const { entities, link } of marks) {
    const key = link === null ? null : linkKey(link);
    const there = entities.filter((id) => ids.has(id));
    if (key !== null && keys.has(key)) add(onLinks, key);
    else for (const id of there) add(onNodes, id);
    if (there.length > 0) count += 1;
  }
  return { nodes: onNodes, links: onLinks, count };
}
