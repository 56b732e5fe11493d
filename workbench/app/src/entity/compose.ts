/** Questions about an entity, composed from the model: its kind decides what can be asked. */
import type { Question } from "../ask/question";
import { entityOf, linkOf, propOf, type LinkField, type Prop } from "../model/model";
import type { HubOrder } from "./sorting";

export interface Source {
  /** Null where the purpose names no feed: its name would reveal something that is closed. */
  readonly source: string | null;
  readonly batch: string | null;
  readonly assertedBy: readonly string[];
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

export type Values = Readonly<Record<string, unknown>>;

export interface Linked extends Values {
  readonly __typename: string;
  readonly id: string;
  readonly label: string | null;
}

export interface Edge extends Values {
  readonly since: string | null;
  readonly until: string | null;
  readonly provenance: Source;
  readonly node: Linked;
}

export interface EdgePage {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly Edge[];
}

export interface Facts extends Values {
  readonly label: string | null;
  readonly until: string | null;
  readonly provenance: Source;
}

type OfNode<Part> = { readonly node: Part | null };
export type FactsQuestion = Question<OfNode<Facts>, { id: string }>;
export type CountsQuestion = Question<
  OfNode<Readonly<Record<string, { readonly totalCount: number } | null>>>,
  { id: string; at: string | null }
>;
export type PageVariables = { id: string; first: number; after: string | null };
export type PageQuestion = Question<OfNode<Readonly<Record<string, EdgePage | null>>>, PageVariables>;

const PROVENANCE = "provenance { source batch assertedBy firstSeen lastSeen }";

/** Flags have a place of their own on the page. */
export function linkFields(kind: string): readonly LinkField[] {
  return entityOf(kind)?.fields.filter((field) => field.link !== "FLAGS" || kind === "Flag") ?? [];
}

export function factsQuestion(kind: string): FactsQuestion {
  const props = entityOf(kind)?.props.map((prop) => prop.name) ?? [];
  return {
    name: "Facts",
    text: `query Facts($id: ID!) {
  node(id: $id) {
    ... on ${kind} {
      id
      label
      until
      ${PROVENANCE}
      ${props.join("\n      ")}
    }
  }
}`,
  };
}

/** Counts in one question: the database plans several small statements faster than one large one. */
const COUNTS = 9;

export function inParts<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

export function countsQuestions(kind: string): readonly CountsQuestion[] {
  return inParts(linkFields(kind), COUNTS).map((fields) => ({
    name: "Counts",
    text: `query Counts($id: ID!, $at: Date) {
  node(id: $id) {
    ... on ${kind} {
      ${fields.map(({ name }) => `${name}(first: 1, at: $at) { totalCount }`).join("\n      ")}
    }
  }
}`,
  }));
}

/** What a table shows of the entities at the far end, beside their label: the facts that tell them apart. */
export function columnsOf(target: string): readonly Prop[] {
  return (entityOf(target)?.card ?? []).flatMap((name) => propOf(target, name) ?? []);
}

export function linkProps(field: LinkField): readonly Prop[] {
  return linkOf(field.link)?.props ?? [];
}

function edges(field: LinkField, columns: readonly Prop[], more = PROVENANCE): string {
  const own = linkProps(field).map((prop) => prop.name);
  const shown = columns.map((prop) => prop.name);
  return `edges {
          since
          until
          ${more}
          ${own.join(" ")}
          node {
            __typename
            id
            label
            ${shown.join(" ")}
          }
        }`;
}

export function pageQuestion(kind: string, field: LinkField, order: HubOrder | null = null): PageQuestion {
  const sorted = order === null ? "" : `, orderBy: [{${order.prop}: ${order.descending ? "DESC" : "ASC"}}]`;
  return {
    name: "Links",
    text: `query Links($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on ${kind} {
      ${field.name}(first: $first, after: $after${sorted}) {
        totalCount
        pageInfo { hasNextPage endCursor }
        ${edges(field, columnsOf(field.target))}
      }
    }
  }
}`.replace(/^\s*\n/gm, ""),
  };
}

/** The kinds of links that one question of the timeline asks for. */
const TIMELINE_FIELDS = 5;

export function timelineParts(kind: string): readonly (readonly LinkField[])[] {
  return inParts(linkFields(kind), TIMELINE_FIELDS);
}

/** Links of several kinds at once, for the timeline. */
export function timelineQuestion(kind: string, fields: readonly LinkField[]): PageQuestion {
  return {
    name: "Timeline",
    text: `query Timeline($id: ID!, $first: Int!) {
  node(id: $id) {
    ... on ${kind} {
      ${fields
        .map(
          (field) => `${field.name}(first: $first) {
        totalCount
        pageInfo { hasNextPage endCursor }
        ${edges(field, [], "")}
      }`,
        )
        .join("\n      ")}
    }
  }
}`.replace(/^\s*\n/gm, ""),
  };
}
