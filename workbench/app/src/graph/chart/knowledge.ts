/** What the hub knows about entities and links on the present basis; forgotten when the basis changes. */
import type { Extensions } from "../../ask/question";
import type { Source } from "../../entity/compose";
import { linkKey, type LinkEnds } from "./chart";

export interface NodeFacts {
  readonly id: string;
  readonly kind: string;
  readonly label: string | null;
  /** Day from which it exists: a case is filed, a company founded. Null where nothing says so. */
  readonly begins: string | null;
  /** Day on which it ended, or since which no agency asserts it. */
  readonly until: string | null;
  readonly provenance: Source;
}

/** One record of a link; of one kind there may be several between the same two. */
export interface LinkFacts extends LinkEnds {
  readonly since: string | null;
  readonly until: string | null;
  readonly details: readonly Detail[];
  readonly provenance: Source;
}

export interface Detail {
  readonly name: string;
  readonly value: string | number | boolean;
}

export interface Knowledge {
  readonly nodes: ReadonlyMap<string, NodeFacts>;
  readonly links: ReadonlyMap<string, readonly LinkFacts[]>;
  /** What the hub said beside each answer that something here comes from: receipts, what is masked. */
  readonly extensions: readonly Extensions[];
}

export interface News {
  readonly nodes: readonly NodeFacts[];
  readonly links: readonly LinkFacts[];
  readonly extensions: readonly Extensions[];
}

export const NOTHING_KNOWN: Knowledge = { nodes: new Map(), links: new Map(), extensions: [] };

const identity = ({ since, until, details, provenance }: LinkFacts): string => JSON.stringify([since, until, details, provenance.source]);

export function learn(known: Knowledge, news: News): Knowledge {
  const nodes = new Map(known.nodes);
  for (const node of news.nodes) nodes.set(node.id, node);
  const links = new Map(known.links);
  for (const link of news.links) {
    const key = linkKey(link);
    const records = links.get(key) ?? [];
    if (!records.some((record) => identity(record) === identity(link))) links.set(key, [...records, link]);
  }
  return { nodes, links, extensions: [...known.extensions, ...news.extensions] };
}
