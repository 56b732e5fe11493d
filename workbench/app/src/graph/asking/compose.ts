/** Questions about what an entity is linked with; composed from the model, for its kind decides what can be asked. */
import type { Question } from "../../ask/question";
import { inParts, linkFields, linkProps, type EdgePage } from "../../entity/compose";
import { LinkPartsText } from "../../generated/operations";
import { entityOf, KINDS, type LinkField } from "../../model/model";
import type { LinkMark } from "../chart/chart";
import { BEGINS, ENDS } from "./read";

const PROVENANCE = "provenance { source batch assertedBy firstSeen lastSeen }";

function datesOf(kind: string): string {
  return [BEGINS[kind], ENDS[kind]].filter((name) => name !== undefined).join(" ");
}

function datesOfTarget(target: string): string {
  if (entityOf(target)?.abstract !== true) return datesOf(target);
  return KINDS.filter((kind) => entityOf(kind)?.is.includes(target) === true && datesOf(kind) !== "")
    .map((kind) => `... on ${kind} { ${datesOf(kind)} }`)
    .join(" ");
}

export type CountsQuestion = Question<
  { readonly node: Readonly<Record<string, { readonly totalCount: number } | null>> | null },
  { id: string; at: string | null }
>;

/** So many counts a question: the database plans several small statements sooner than one large one. */
const COUNTS = 9;

export function countsQuestions(kind: string): readonly CountsQuestion[] {
  return inParts(linkFields(kind), COUNTS).map((fields) => ({
    name: "CountLinks",
    text: `query CountLinks($id: ID!, $at: Date) {
  node(id: $id) {
    ... on ${kind} {
      ${fields.map(({ name }) => `${name}(first: 1, at: $at) { totalCount }`).join("\n      ")}
    }
  }
}`,
  }));
}

export type OpenQuestion = Question<
  { readonly node: Readonly<Record<string, EdgePage | null>> | null },
  { id: string; first: number; after: string | null; at: string | null }
>;

export function openQuestion(kind: string, field: LinkField): OpenQuestion {
  return {
    name: "OpenLinks",
    text: `query OpenLinks($id: ID!, $first: Int!, $after: String, $at: Date) {
  node(id: $id) {
    ... on ${kind} {
      ${field.name}(first: $first, after: $after, at: $at) {
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

export type LinksQuestion = Question<
  Readonly<Record<string, { readonly paths: readonly { readonly hops: readonly { readonly link: unknown }[] }[] } | null>>,
  Record<string, string>
>;

/** So many links are looked up by one question; the hub takes twenty root fields. */
export const LINKS_AT_ONCE = 10;

/** The records of single links: paths of one hop between both ends. */
export function linksQuestion(links: readonly LinkMark[]): { readonly question: LinksQuestion; readonly variables: Record<string, string> } {
  const declared = links.map((_, at) => `$a${at}: ID!, $b${at}: ID!`).join(", ");
  const asked = links.map(
    ({ kind }, at) => `  l${at}: paths(from: $a${at}, to: $b${at}, maxHops: 1, links: [${kind}], first: 20) {
    paths { hops { link { ...LinkParts } } }
  }`,
  );
  return {
    question: { name: "LinksAgain", text: `query LinksAgain(${declared}) {\n${asked.join("\n")}\n}\n\n${LinkPartsText}` },
    variables: Object.fromEntries(
      links.flatMap(({ source, target }, at) => [
        [`a${at}`, source],
        [`b${at}`, target],
      ]),
    ),
  };
}
