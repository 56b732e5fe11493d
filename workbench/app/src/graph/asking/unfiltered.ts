/** Paths through nothing that is left out: by choice, by filters of the chart, by hand. */
import type { BetweenQuery, BetweenQueryVariables, LinkTheme } from "../../generated/operations";
import { argumentOf, KINDS, LINK_KINDS } from "../../model/model";
import { linkKey, type Chart } from "../chart/chart";
import { linkFacts } from "./read";

export type Path = NonNullable<BetweenQuery["paths"]>["paths"][number];

/** What the hub takes of single entities (`hub/capabilities/walks/shortest.py`). */
const MOST_AVOIDED = 500;

export interface Wish {
  /** What links are to be about; none: whatever they are about. */
  readonly themes: readonly LinkTheme[];
  /** Kinds of entities and single entities that no path is to pass. */
  readonly kinds: readonly string[];
  readonly entities: readonly string[];
  /** Nor anything that the chart leaves out. */
  readonly shown: boolean;
}

export type Narrowing = Pick<BetweenQueryVariables, "themes" | "avoidLinks" | "avoidKinds" | "avoid">;

/** The same as the hub is asked. */
export function narrowing({ themes, kinds, entities, shown }: Wish, { nodes, filters }: Chart): Narrowing {
  const hidden = shown ? [...nodes].flatMap(([id, node]) => (node.hidden ? [id] : [])) : [];
  const out = new Set([...kinds, ...(shown ? filters.kinds : [])]);
  return {
    themes: themes.length === 0 ? null : [...themes],
    avoidLinks: shown ? LINK_KINDS.filter((kind) => filters.links.includes(kind)) : [],
    avoidKinds: KINDS.filter((kind) => out.has(kind)).map(argumentOf),
    avoid: [...new Set([...entities, ...hidden])].slice(0, MOST_AVOIDED),
  };
}

/** Whether it passes nothing that the chart leaves out and the hub cannot be asked to avoid: sources, single links. */
export function isOpen({ hops }: Path, { nodes, links, filters }: Chart): boolean {
  const sources = new Set(filters.sources);
  // The ends were chosen.
  const between = hops.slice(1).map(({ from }) => from);
  return (
    between.every(({ id }) => nodes.get(id)?.hidden !== true) &&
    hops.every(({ link }) => !(link.provenance.source !== null && sources.has(link.provenance.source)) && links.get(linkKey(linkFacts(link)))?.hidden !== true)
  );
}
