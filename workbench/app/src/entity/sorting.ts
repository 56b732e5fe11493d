/** In which order the links of a table stand: the hub's where rows are missing, the page's own where all are there. */
import { entityOf, narrower, sortable, type LinkField, type Prop } from "../model/model";
import type { Edge } from "./compose";

/** "label", "since", "until", "source", "link.share", "node.plateNo". */
export type Column = string;

export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

/** How the hub sorts: a property of the entities that the field leads to. */
export interface HubOrder {
  readonly prop: string;
  readonly descending: boolean;
}

export const ofLink = (prop: Prop): Column => `link.${prop.name}`;
export const ofNode = (prop: Prop): Column => `node.${prop.name}`;

/** What the entities at the far end are called by, where all kinds of them are called by the same. */
function captionOf(target: string): string | null {
  const captions = new Set(narrower(target).map((kind) => entityOf(kind)?.caption ?? ""));
  const [only] = captions;
  return captions.size === 1 && only !== undefined && only !== "" ? only : null;
}

/** The hub's order for a column; null where it has none: it sorts by the entities, not by the links to them. */
export function hubOrder(field: LinkField, { column, descending }: Sort): HubOrder | null {
  const prop = column === "label" ? captionOf(field.target) : column.startsWith("node.") ? column.slice("node.".length) : null;
  return prop !== null && sortable(field.target, prop) ? { prop, descending } : null;
}

function valueOf(edge: Edge, column: Column): unknown {
  if (column === "label") return edge.node.label;
  if (column === "source") return edge.provenance.source;
  const [of, name = ""] = column.split(".");
  return of === "node" ? edge.node[name] : of === "link" ? edge[name] : edge[column];
}

/** The rows in order; `text` writes a value as the reader sees it. What has no value stands last either way. */
export function inOrder(edges: readonly Edge[], { column, descending }: Sort, text: (value: unknown) => string | null): readonly Edge[] {
  const compare = (one: unknown, other: unknown): number => {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return (text(one) ?? "").localeCompare(text(other) ?? "", "zh-CN", { numeric: true });
  };
  const missing = (value: unknown): boolean => value === null || value === undefined || value === "";
  return edges.toSorted((first, second) => {
    const [one, other] = [valueOf(first, column), valueOf(second, column)];
    if (missing(one) || missing(other)) return Number(missing(one)) - Number(missing(other));
    return compare(one, other) * (descending ? -1 : 1);
  });
}
