/** What has a day: the dated facts of an entity and the days its links began and ended. */
import { entityOf, type LinkField, type Prop } from "../model/model";
import type { Edge, EdgePage, Facts } from "./compose";

export type Happening =
  | { readonly what: "fact"; readonly day: string; readonly prop: Prop }
  | { readonly what: "begins" | "ends"; readonly day: string; readonly field: LinkField; readonly edge: Edge }
  | { readonly what: "dated"; readonly day: string; readonly field: LinkField; readonly edge: Edge; readonly prop: Prop };

const DATES = new Set(["Date", "DateTime"]);
const DAY = 10;

export function happenings(
  kind: string,
  facts: Facts,
  pages: ReadonlyMap<LinkField, EdgePage>,
  propsOf: (field: LinkField) => readonly Prop[],
): readonly Happening[] {
  const found: Happening[] = [];
  for (const prop of entityOf(kind)?.props ?? []) {
    const value = facts[prop.name];
    if (DATES.has(prop.kind) && typeof value === "string") found.push({ what: "fact", day: value, prop });
  }
  for (const [field, { edges }] of pages) {
    for (const edge of edges) {
      if (edge.since !== null) found.push({ what: "begins", day: edge.since, field, edge });
      if (edge.until !== null) found.push({ what: "ends", day: edge.until, field, edge });
      for (const prop of propsOf(field)) {
        const value = edge[prop.name];
        if (DATES.has(prop.kind) && typeof value === "string") found.push({ what: "dated", day: value, field, edge, prop });
      }
    }
  }
  return found.sort((one, other) => other.day.slice(0, DAY).localeCompare(one.day.slice(0, DAY)));
}
