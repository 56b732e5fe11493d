/** Questions about what an entity is linked with; composed from the model, for its kind decides what can be asked. */
import type { Question } from "../../ask/question";
import { linkProps, type EdgePage } from "../../entity/compose";
import { LinkPartsText } from "../../generated/operations";
import { entityOf, KINDS, type LinkField } from "../../model/model";
import type { LinkMark } from "../chart/chart";

const PROVENANCE = "provenance { source batch assertedBy firstSeen lastSeen }";

function datesOf(kind: string): string {
  const { begins = null, ends = null } = entityOf(kind) ?? {};
  return [begins, ends].filter((name) => name !== null).join(" ");
}

function datesOfTarget(target: string): string {
  if (entityOf(target)?.abstract !== true) return datesOf(target);
  return KINDS.filter((kind) => entityOf(kind)?.is.includes(target) === true && datesOf(kind) !== "")
    .map((kind) => `... on ${kind} { ${datesOf(kind)} }`)
    .join(" ");
}

/** What a field's links are narrowed down to. */
export interface Narrowed {
  readonly at: string | null;
  readonly where: Readonly<Record<string, unknown>> | null;
}

export type FittingQuestion = Question<
  { readonly node: Readonly<Record<string, { readonly totalCount: number } | null>> | null },
  { id: string } & Narrowed
>;

/** How many links of one kind fit conditions. */
export function fittingQuestion(kind: string, field: LinkField): FittingQuestion {
  return {
    name: "CountFitting",
    text: `query CountFitting($id: ID!, $at: Date, $where: ${field.target}Where) {
  node(id: $id) {
    ... on ${kind} {
      ${field.name}(first: 1, at: $at, where: $where) { totalCount }
    }
  }
}`,
  };
}

export type OpenQuestion = Question<
  { readonly node: Readonly<Record<string, EdgePage | null>> | null },
  { id: string; first: number; after: string | null } & Partial<Narrowed> & Pick<Narrowed, "at">
>;

/** A page of the links of one kind; `narrowed` where they must fit conditions. */
export function openQuestion(kind: string, field: LinkField, narrowed: boolean): OpenQuestion {
  const [declared, given] = narrowed ? [`, $where: ${field.target}Where`, ", where: $where"] : ["", ""];
  return {
    name: "OpenLinks",
    text: `query OpenLinks($id: ID!, $first: Int!, $after: String, $at: Date${declared}) {
  node(id: $id) {
    ... on ${kind} {
      ${field.name}(first: $first, after: $after, at: $at${given}) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges {
          since
          until
          ${PROVENANCE}
          ${linkProps(field)
            .map(({ name }) => name)
            .join(" ")}
          node {
            __typename
            id
            label
            until
            ${PROVENANCE}
            ${datesOfTarget(field.target)}
          }
        }
      }
    }
  }
}`.replace(/^\s*\n/gm, ""),
  };
}

type LinksVariables = Record<string, string | readonly string[]>;
export type LinksQuestion = Question<
  Readonly<Record<string, { readonly paths: readonly { readonly hops: readonly { readonly link: unknown }[] }[] } | null>>,
  LinksVariables
>;

/** One question looks up this number of links; the hub takes twenty root fields. */
export const LINKS_AT_ONCE = 10;

/** This number of single links at once: paths of one hop between both ends. One text for each number, whatever their kinds. */
export function linksText(count: number): string {
  const places = Array.from({ length: count }, (_, at) => at);
  const declared = places.map((at) => `$a${at}: ID!, $b${at}: ID!, $k${at}: [LinkKind!]!`).join(", ");
  const asked = places.map(
    (at) => `  l${at}: paths(from: $a${at}, to: $b${at}, maxHops: 1, links: $k${at}, first: 20) {
    paths { hops { link { ...LinkParts } } }
  }`,
  );
  return `query LinksAgain(${declared}) {\n${asked.join("\n")}\n}\n\n${LinkPartsText}`;
}

/** The records of single links. */
export function linksQuestion(links: readonly LinkMark[]): { readonly question: LinksQuestion; readonly variables: LinksVariables } {
  return {
    question: { name: "LinksAgain", text: linksText(links.length) },
    variables: Object.fromEntries(
      links.flatMap(({ kind, source, target }, at) => [
        [`a${at}`, source],
        [`b${at}`, target],
        [`k${at}`, [kind]],
      ]),
    ),
  };
}
