/** Conditions on what links of a kind lead to, before any is brought in; what there is to set comes from the model. */
import { entityOf, isChoice, narrower, operatorsOf, type LinkField, type Prop } from "../../model/model";

/** How a property is narrowed down: between two bounds, to some of its choices, to yes or no, by what a text holds. */
export type Control = "day" | "money" | "number" | "choice" | "yes-no" | "text";

/** One condition, as it was put in: bounds as they are typed, several choices, a word. Empty means none. */
export interface Condition {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly some?: readonly string[] | undefined;
  readonly is?: boolean | undefined;
  readonly text?: string | undefined;
}

export interface Conditions {
  /** Only entities of this kind, where a field leads to several. */
  readonly kind: string | null;
  /** By property. */
  readonly props: Readonly<Record<string, Condition>>;
}

export const NO_CONDITIONS: Conditions = { kind: null, props: {} };

type Where = Readonly<Record<string, unknown>>;

const BOUNDS: Readonly<Record<string, Control>> = { Date: "day", DateTime: "day", Fen: "money", Int: "number", Float: "number", Share: "number" };

/** How one narrows a property down; null where the hub's conditions on it are of no use to somebody who looks around. */
export function controlOf({ kind }: Prop): Control | null {
  const operators = operatorsOf(kind);
  if (operators.length === 0) return null;
  const bound = BOUNDS[kind];
  if (bound !== undefined) return bound;
  if (kind === "Boolean") return "yes-no";
  if (isChoice(kind)) return "choice";
  return operators.includes("contains") || operators.includes("startsWith") ? "text" : null;
}

/** What can be narrowed down: of one kind all it has, of several what they have in common. */
export function narrowable(target: string, kind: string | null): readonly Prop[] {
  const found = entityOf(kind ?? target)?.props.filter((prop) => controlOf(prop) !== null) ?? [];
  // What one sets most often stands first: days, choices and amounts before words.
  const rank = (prop: Prop): number => (controlOf(prop) === "text" ? 1 : 0);
  return found.toSorted((one, other) => rank(one) - rank(other));
}

export function kindsAt(field: LinkField): readonly string[] {
  const kinds = narrower(field.target);
  return kinds.length > 1 ? kinds : [];
}

const FEN = 100;

function bound(kind: string, value: string | undefined, last: boolean): string | number | null {
  if (value === undefined || value.trim() === "") return null;
  if (kind === "DateTime") return `${value}T${last ? "23:59:59.999" : "00:00:00"}+08:00`;
  if (kind === "Date") return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  return kind === "Fen" ? Math.round(number * FEN) : number;
}

/** The hub's condition on one property; null where nothing is set. */
function conditionOf(prop: Prop, { from, to, some, is, text }: Condition): Where | null {
  switch (controlOf(prop)) {
    case "day":
    case "money":
    case "number": {
      const [gte, lte] = [bound(prop.kind, from, false), bound(prop.kind, to, true)];
      return gte === null && lte === null ? null : { ...(gte === null ? {} : { gte }), ...(lte === null ? {} : { lte }) };
    }
    case "choice":
      return some === undefined || some.length === 0 ? null : { in: some };
    case "yes-no":
      return is === undefined ? null : { eq: is };
    case "text": {
      const word = text?.trim() ?? "";
      return word === "" ? null : { [operatorsOf(prop.kind).includes("contains") ? "contains" : "startsWith"]: word };
    }
    case null:
      return null;
  }
}

/** Every entity of a kind: a filter that says nothing is refused. */
const ANY: Where = { not: { id: { eq: "none" } } };

/** The hub's `where` of a field; null where nothing is set. */
export function whereOf({ target }: LinkField, { kind, props }: Conditions): Where | null {
  const found = narrowable(target, kind).flatMap((prop): readonly (readonly [string, Where])[] => {
    const condition = conditionOf(prop, props[prop.name] ?? {});
    return condition === null ? [] : [[prop.name, condition]];
  });
  const where = found.length === 0 ? null : Object.fromEntries(found);
  if (kind === null || entityOf(target)?.abstract !== true) return where;
  return { [`as${kind}`]: where ?? ANY };
}

/** How many conditions are set. */
export function setOf(field: LinkField, conditions: Conditions): number {
  const set = narrowable(field.target, conditions.kind).filter((prop) => conditionOf(prop, conditions.props[prop.name] ?? {}) !== null);
  return set.length + (conditions.kind === null ? 0 : 1);
}
