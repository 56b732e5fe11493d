/** What the hub knows, as declared in schema/: entities, their properties and link fields, links and choices. */
import api from "../../../../schema/api.json";
import outline from "../../../../schema/model.json";
import offers from "../generated/offers.json";
import type { EntityKind, LinkKind, LinkTheme } from "../generated/operations";
import type { Language } from "../i18n/preferences";

/** What something is called in each language. */
export type Label = Readonly<Record<Language, string>>;

export interface Prop extends Label {
  readonly name: string;
  readonly description: string;
  readonly kind: string;
  readonly sensitivity: string;
  readonly identity: boolean;
}

export interface LinkField extends Label {
  readonly name: string;
  readonly description: string;
  readonly link: LinkKind;
  /** The entity it leads to; may be an interface. */
  readonly target: string;
  readonly way: "OUT" | "IN" | "BOTH";
}

/** What stands for an entity in a drawing: letters in each language, in white on a colour. */
export interface Sign extends Label {
  readonly colour: string;
}

export interface Entity extends Label {
  readonly description: string;
  readonly plural: string;
  readonly caption: string;
  /** The properties that stand beside the caption in tables. */
  readonly card: readonly string[];
  /** null for interfaces. */
  readonly sign: Sign | null;
  /** The properties that say from when to when it exists. */
  readonly begins: string | null;
  readonly ends: string | null;
  readonly abstract: boolean;
  /** Whether two that are linked with it have to do with each other; a court or a bank serves everybody. */
  readonly relates: boolean;
  readonly is: readonly string[];
  readonly props: readonly Prop[];
  readonly fields: readonly LinkField[];
}

export interface Link extends Label {
  readonly description: string;
  readonly reads: string;
  readonly symmetric: boolean;
  readonly themes: readonly string[];
  readonly sensitivity: string;
  readonly props: readonly Prop[];
}

const ENTITIES = outline.entities as unknown as Readonly<Record<string, Entity>>;
const LINKS = outline.links as unknown as Readonly<Record<string, Link>>;
/** Members of closed lists: those of entities and links, and those that only the API has. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, Label>>>> = { ...api.choices, ...outline.choices };
const VALUE_KINDS: Readonly<Record<string, Label>> = outline.kinds;

/** Its colour is readable on both canvases, as those of the model are. */
export const UNKNOWN: Sign = { en: "?", zh: "？", colour: "#5a6673" };
/** The colours that drawings stand on. */
export const CANVASES: Readonly<Record<"light" | "dark", string>> = outline.canvases;

const SORTS: Readonly<Record<string, readonly string[]>> = offers.sorts;
const OPERATORS: Readonly<Record<string, readonly string[]>> = offers.operators;

/** The kinds that nodes can be, by name. */
export const KINDS: readonly string[] = Object.keys(ENTITIES).filter((name) => ENTITIES[name]?.abstract === false);
export const LINK_KINDS = Object.keys(LINKS) as readonly LinkKind[];

const THEME_LABELS: Readonly<Record<string, Label>> = outline.themes;
/** What links are about. */
export const THEMES = Object.keys(THEME_LABELS) as readonly LinkTheme[];
/** As arguments of the hub name a kind of entity: BankAccount is BANK_ACCOUNT. */
export const argumentOf = (kind: string): EntityKind => kind.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase() as EntityKind;

export const entityOf = (name: string): Entity | null => ENTITIES[name] ?? null;
export const linkOf = (kind: string): Link | null => LINKS[kind] ?? null;
export const isChoice = (kind: string): boolean => Object.hasOwn(CHOICES, kind);

export const choicesOf = (kind: string): readonly string[] => Object.keys(CHOICES[kind] ?? {});
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

/** What is not in this page's model is shown by its name: the hub may know more than a page that was opened before. */
const named = (label: Label | undefined, name: string, language: Language): string => label?.[language] ?? name;

export const entityLabel = (name: string, language: Language): string => named(ENTITIES[name], name, language);
export const linkLabel = (kind: string, language: Language): string => named(LINKS[kind], kind, language);
export const propLabel = (prop: Prop | LinkField, language: Language): string => prop[language];
export const themeLabel = (theme: string, language: Language): string => named(THEME_LABELS[theme], theme, language);
/** A kind of value that a search recognises, as "Number plate". */
export const valueKindLabel = (kind: string, language: Language): string => named(VALUE_KINDS[kind], kind, language);

/** What it means, in a sentence; the declarations say it in English alone. */
export const meaning = (prop: Prop | LinkField, language: Language): string | undefined => (language === "en" ? prop.description : undefined);

/** What a field is called, whichever kind of entity it belongs to. */
export function fieldLabel(entity: string, name: string, language: Language): string {
  const found = ENTITIES[entity];
  return named(found?.props.find((each) => each.name === name) ?? found?.fields.find((each) => each.name === name), name, language);
}

/** What a property of a link is called. */
export function linkPropLabel(kind: string, name: string, language: Language): string {
  return named(LINKS[kind]?.props.find((each) => each.name === name), name, language);
}

/** A member of a choice, as "Small car (02)" or "小型汽车". */
export const choiceLabel = (kind: string, member: string, language: Language): string => named(CHOICES[kind]?.[member], member, language);

/** The sign of a kind of entity in drawings; that of interfaces and of what this page does not know is a question mark. */
export const signOf = (kind: string): Sign => ENTITIES[kind]?.sign ?? UNKNOWN;

/** "A owns B", with the names of both ends put in; in Chinese the kind stands between them. */
export function reading(kind: string, source: string, target: string, language: Language): string {
  const link = LINKS[kind];
  if (link === undefined) return `${source} – ${target}`;
  if (language === "zh") return `${source} —${link.zh}${link.symmetric ? "—" : "→"} ${target}`;
  return link.reads.replace("{source}", source).replace("{target}", target);
}
