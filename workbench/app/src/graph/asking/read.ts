/** What the hub answers, as what the chart knows. */
import { text } from "../../ask/reading";
import type { Edge, Source } from "../../entity/compose";
import type { LinkPartsFragment } from "../../generated/operations";
import { entityOf, linkOf, type LinkField } from "../../model/model";
import { ends } from "../chart/chart";
import type { Detail, LinkFacts, NodeFacts } from "../chart/knowledge";

interface RawNode {
  readonly __typename: string;
  readonly id: string;
  readonly label?: string | null;
  readonly until?: string | null;
  readonly provenance?: Source | null;
}

const NO_SOURCE: Source = { source: "", batch: "", assertedBy: [], firstSeen: null, lastSeen: null };

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

export function nodeFacts(raw: RawNode): NodeFacts {
  const values = raw as unknown as Readonly<Record<string, unknown>>;
  const declared = entityOf(raw.__typename);
  const dated = (name: string | null | undefined): string | null => text(values[name ?? ""]);
  return {
    id: raw.id,
    kind: raw.__typename,
    label: raw.label ?? null,
    begins: dated(declared?.begins),
    until: earlier(raw.until ?? null, dated(declared?.ends)),
    provenance: raw.provenance ?? NO_SOURCE,
  };
}

const NUMBERS = new Set(["Int", "Float", "Fen", "Share"]);

/** In answers about links of any kind every value is text; what it is stands in the model. */
function detail(kind: string, name: string, value: string): Detail {
  const declared = linkOf(kind)?.props.find((prop) => prop.name === name)?.kind;
  if (declared === "Boolean") return { name, value: value === "true" };
  return { name, value: declared !== undefined && NUMBERS.has(declared) && value !== "" && Number.isFinite(Number(value)) ? Number(value) : value };
}

export function linkFacts(raw: LinkPartsFragment): LinkFacts {
  return {
    ...ends(raw.sourceId, raw.targetId, raw.kind),
    since: raw.since,
    until: raw.until,
    details: raw.details.map(({ name, value }) => detail(raw.kind, name, value)),
    provenance: raw.provenance,
  };
}

const isValue = (value: unknown): value is string | number | boolean => ["string", "number", "boolean"].includes(typeof value);

export function edgeFacts(id: string, field: LinkField, edge: Edge): LinkFacts {
  const [source, target] = field.way === "IN" ? [edge.node.id, id] : [id, edge.node.id];
  return {
    ...ends(source, target, field.link),
    since: edge.since,
    until: edge.until,
    details: (linkOf(field.link)?.props ?? []).flatMap(({ name }) => {
      const value = edge[name];
      return isValue(value) ? [{ name, value }] : [];
    }),
    provenance: edge.provenance,
  };
}
