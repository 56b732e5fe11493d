/** What the hub knows, as declared in schema/: entities, their properties and link fields, links and choices. */
import outline from "../../../../schema/model.json";
import offers from "../generated/offers.json";
import terms from "../generated/terms.json";
import type { LinkKind } from "../generated/operations";
import type { Language } from "../i18n/preferences";

export interface Prop {
  readonly name: string;
  readonly zh: string;
  readonly description: string;
  readonly kind: string;
  readonly sensitivity: string;
  readonly identity: boolean;
}

export interface LinkField {
  readonly name: string;
  readonly zh: string;
  readonly description: string;
  readonly link: LinkKind;
  /** The entity it leads to; may be an interface. */
  readonly target: string;
  readonly way: "OUT" | "IN" | "BOTH";
}

export interface Entity {
  readonly zh: string;
  readonly description: string;
  readonly plural: string;
  readonly caption: string;
  readonly abstract: boolean;
  readonly is: readonly string[];
  readonly props: readonly Prop[];
  readonly fields: readonly LinkField[];
}

export interface Link {
  readonly zh: string;
  readonly description: string;
  readonly reads: string;
  readonly symmetric: boolean;
  readonly sensitivity: string;
  readonly props: readonly Prop[];
}

interface Term {
  readonly en: string;
  readonly zh: string;
}

const ENTITIES = outline.entities as unknown as Readonly<Record<string, Entity>>;
const LINKS = outline.links as unknown as Readonly<Record<string, Link>>;
const TERMS: Readonly<Record<string, Readonly<Record<string, Term>>>> = terms;

const SORTS: Readonly<Record<string, readonly string[]>> = offers.sorts;
const OPERATORS: Readonly<Record<string, readonly string[]>> = offers.operators;

/** The kinds that nodes can be, by name. */
export const KINDS: readonly string[] = Object.keys(ENTITIES).filter((name) => ENTITIES[name]?.abstract === false);
export const LINK_KINDS = Object.keys(LINKS) as readonly LinkKind[];

export const entityOf = (name: string): Entity | null => ENTITIES[name] ?? null;
export const linkOf = (kind: string): Link | null => LINKS[kind] ?? null;
export const isChoice = (kind: string): boolean => Object.hasOwn(TERMS, kind);

export const choicesOf = (kind: string): readonly string[] => Object.keys(TERMS[kind] ?? {});
/** Whether the hub sorts lists of such entities by this property. */
export const sortable = (entity: string, name: string): boolean => SORTS[entity]?.includes(name) === true;
/** How the hub compares values of this kind. */
export const operatorsOf = (kind: string): readonly string[] => OPERATORS[kind] ?? [];
/** What an entity may turn out to be; itself where it is no interface. */
export const narrower = (entity: string): readonly string[] => KINDS.filter((kind) => kind === entity || ENTITIES[kind]?.is.includes(entity) === true);

/** What a field of an entity or a link is declared to be. */
export function propOf(entity: string, name: string): Prop | null {
  return ENTITIES[entity]?.props.find((prop) => prop.name === name) ?? null;
}

/** Abbreviations that keep their capitals when a name is written as words. */
const CAPITALS: Readonly<Record<string, string>> = { id: "ID", vin: "VIN", no: "No.", uscc: "Credit code" };

/** "casesAsDebtor" as "Cases as debtor", "DEBTOR_IN" as "Debtor in". */
export function spelled(name: string): string {
  const apart = name.includes("_") || name === name.toUpperCase() ? name.toLowerCase().split("_") : name.split(/(?=[A-Z])/);
  const written = apart.map((word) => CAPITALS[word.toLowerCase()] ?? word.toLowerCase()).join(" ");
  return written.charAt(0).toUpperCase() + written.slice(1);
}

const pick = (language: Language, name: string, zh: string | undefined): string =>
  language === "zh" && zh !== undefined ? zh : spelled(name);

export const entityLabel = (name: string, language: Language): string => pick(language, name, ENTITIES[name]?.zh);
export const linkLabel = (kind: string, language: Language): string => pick(language, kind, LINKS[kind]?.zh);
export const propLabel = (prop: Prop | LinkField, language: Language): string => pick(language, prop.name, prop.zh);

/** What it means, in a sentence; the declarations say it in English alone. */
export const meaning = (prop: Prop | LinkField, language: Language): string | undefined => (language === "en" ? prop.description : undefined);

/** What a field is called, whichever kind of entity it belongs to. */
export function fieldLabel(entity: string, name: string, language: Language): string {
  const found = ENTITIES[entity];
  const prop = found?.props.find((each) => each.name === name) ?? found?.fields.find((each) => each.name === name);
  return prop === undefined ? spelled(name) : propLabel(prop, language);
}

/** A member of a choice, as "Small car (02)" or "小型汽车". */
export function choiceLabel(kind: string, member: string, language: Language): string {
  return TERMS[kind]?.[member]?.[language] ?? member;
}

/** "A owns B", with the names of both ends put in; in Chinese the kind stands between them. */
export function reading(kind: string, source: string, target: string, language: Language): string {
  const link = LINKS[kind];
  if (link === undefined) return `${source} – ${target}`;
  if (language === "zh") return `${source} —${link.zh}${link.symmetric ? "—" : "→"} ${target}`;
  return link.reads.replace("{source}", source).replace("{target}", target);
}
