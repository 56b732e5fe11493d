/** Paths through nothing that is left out of the chart: by filters, by hand. */
import type { BetweenQuery, LinkKind } from "../../generated/operations";
import { entityOf, KINDS, LINK_KINDS, narrower } from "../../model/model";
import { linkKey, type Chart, type Filters } from "../chart/chart";
import { linkFacts } from "./read";

export type Path = NonNullable<BetweenQuery["paths"]>["paths"][number];

/** Whether links of a kind may join two entities of kinds that are not left out. */
function joinsKept(link: LinkKind, kinds: ReadonlySet<string>): boolean {
  const kept = (kind: string): boolean => !kinds.has(kind);
  return KINDS.filter(kept).some(
    (kind) => entityOf(kind)?.fields.some((field) => field.link === link && narrower(field.target).some(kept)) === true,
  );
}

/** The kinds of links that the hub is to walk. */
export function openLinks({ links, kinds }: Filters): readonly LinkKind[] {
  const out = new Set(kinds);
  return LINK_KINDS.filter((kind) => !links.includes(kind) && joinsKept(kind, out));
}

/** Whether it passes nothing that is left out; the hub cannot be asked to avoid it, so what it found is searched. */
export function isOpen({ hops }: Path, { nodes, links, filters }: Chart): boolean {
  const [kinds, sources] = [new Set(filters.kinds), new Set(filters.sources)];
  // The ends were chosen.
  const between = hops.slice(1).map(({ from }) => from);
  return (
    between.every(({ id, __typename }) => !kinds.has(__typename) && nodes.get(id)?.hidden !== true) &&
    hops.every(({ link }) => !filters.links.includes(link.kind) && !(link.provenance.source !== null && sources.has(link.provenance.source)) && links.get(linkKey(linkFacts(link)))?.hidden !== true)
  );
}
