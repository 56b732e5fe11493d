import { buildSchema, coerceInputValue, isInputObjectType, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import sdl from "../../../../../schema/schema.graphql?raw";
import { linkFields } from "../../entity/compose";
import { choicesOf, KINDS, type LinkField } from "../../model/model";
import { fittingQuestion, openQuestion } from "./compose";
import { controlOf, kindsAt, narrowable, NO_CONDITIONS, setOf, whereOf, type Condition, type Conditions } from "./conditions";

const schema = buildSchema(sdl);
const fieldOf = (kind: string, name: string): LinkField => {
  const found = linkFields(kind).find((field) => field.name === name);
  if (found === undefined) throw new Error(`${kind} has no ${name}.`);
  return found;
};
const drives = fieldOf("Person", "drives");
const owners = fieldOf("Vehicle", "owners");
const accounts = fieldOf("Person", "bankAccounts");
const where = (field: LinkField, props: Conditions["props"], kind: string | null = null) => whereOf(field, { kind, props });

/** A value for every control, as a person would put it in. */
function filled(prop: ReturnType<typeof narrowable>[number]): Condition {
  switch (controlOf(prop)) {
    case "day":
      return { from: "2026-01-01", to: "2026-06-30" };
    case "money":
    case "number":
      return { from: "10", to: "20.5" };
    case "choice":
      return { some: choicesOf(prop.kind).slice(0, 2) };
    case "yes-no":
      return { is: true };
    default:
      return { text: "一" };
  }
}

describe("conditions before links are brought in", () => {
  it("are none where nothing is set", () => {
    expect(whereOf(drives, NO_CONDITIONS)).toBeNull();
    expect(where(drives, { brand: { text: "  " }, status: { some: [] }, registeredAt: { from: "" } })).toBeNull();
    expect(setOf(drives, { kind: null, props: { brand: { text: " " } } })).toBe(0);
  });

  it("are the hub's: days, choices, words, yes and no", () => {
    expect(where(drives, { registeredAt: { from: "2026-01-01" }, status: { some: ["NORMAL"] }, brand: { text: " 大众 " } })).toEqual({
      registeredAt: { gte: "2026-01-01" },
      status: { in: ["NORMAL"] },
      brand: { contains: "大众" },
    });
    expect(where(drives, { plateNo: { text: "测A" } })).toEqual({ plateNo: { startsWith: "测A" } });
    expect(where(owners, { isDebtor: { is: false } })).toEqual({ isDebtor: { eq: false } });
  });

  it("are in fen where one writes yuan, and leave out what is no number", () => {
    expect(where(accounts, { balance: { from: "1234.56", to: "x" } })).toEqual({ balance: { gte: 123456 } });
    expect(setOf(accounts, { kind: null, props: { balance: { to: "x" } } })).toBe(0);
  });

  it("count the whole last day by the courts' clock", () => {
    expect(where(fieldOf("Officer", "raisedFlags"), { raisedAt: { from: "2026-03-01", to: "2026-03-01" } })).toEqual({
      raisedAt: { gte: "2026-03-01T00:00:00+08:00", lte: "2026-03-01T23:59:59.999+08:00" },
    });
  });

  it("of one kind are of that kind, also where there is no other condition", () => {
    expect(kindsAt(owners)).toEqual(["Company", "Person"]);
    expect(kindsAt(drives)).toEqual([]);
    expect(where(owners, { status: { some: ["ACTIVE"] } }, "Company")).toHaveProperty("asCompany.status");
    expect(where(owners, {}, "Person")).toEqual({ asPerson: { not: { id: { eq: "none" } } } });
    expect(setOf(owners, { kind: "Person", props: {} })).toBe(1);
  });

  it.each(KINDS)("hold against the hub's schema, all of them: %s", (kind) => {
    for (const field of linkFields(kind)) {
      for (const narrowed of [null, ...kindsAt(field)]) {
        const props = Object.fromEntries(narrowable(field.target, narrowed).map((prop) => [prop.name, filled(prop)]));
        const found = whereOf(field, { kind: narrowed, props });
        const type = schema.getType(`${field.target}Where`);
        if (!isInputObjectType(type)) throw new Error(`${field.target} has no conditions.`);
        if (found !== null) expect(() => coerceInputValue(found, type), `${field.name} ${narrowed ?? ""}`).not.toThrow();
        // What is set is sent: nothing gets lost between the form and the hub.
        expect(found === null ? 0 : setOf(field, { kind: narrowed, props })).toBe(Object.keys(props).length + (narrowed === null ? 0 : 1));
      }
      for (const { text } of [fittingQuestion(kind, field), openQuestion(kind, field, true), openQuestion(kind, field, false)]) {
        expect(validate(schema, parse(text))).toEqual([]);
      }
    }
  });
});
