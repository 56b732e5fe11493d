import { buildSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import sdl from "../../../schema/schema.graphql?raw";
import { countsQuestions, factsQuestion, linkFields, pageQuestion, timelineQuestion } from "../src/entity/compose";
import { flagsOn } from "../src/flags/flags-on";
import { KINDS, LINK_KINDS, choiceLabel, entityLabel, fieldLabel, linkLabel, reading, valueKindLabel } from "../src/model/model";

const schema = buildSchema(sdl);
const wrong = (text: string) => validate(schema, parse(text)).map((error) => error.message);

describe("the questions about an entity", () => {
  it("are about all sixteen kinds", () => expect(KINDS).toHaveLength(16));

  it.each(KINDS)("hold against the hub's schema: %s", (kind) => {
    const fields = linkFields(kind);
    const questions = [
      factsQuestion(kind),
      flagsOn(kind),
      ...countsQuestions(kind),
      ...fields.map((field) => pageQuestion(kind, field)),
      timelineQuestion(kind, fields),
    ];
    expect(questions.flatMap(({ text }) => wrong(text))).toEqual([]);
  });

  it("leave no kind of link out", () => {
    const counted = countsQuestions("Person").flatMap(({ text }) => [...text.matchAll(/(\w+)\(first: 1, at: \$at\)/g)].map(([, name]) => name));
    expect(counted).toEqual(linkFields("Person").map(({ name }) => name));
  });
});

describe("names", () => {
  it("are Chinese for every entity and link in Chinese", () => {
    const names = [...KINDS.map((kind) => entityLabel(kind, "zh")), ...LINK_KINDS.map((kind) => linkLabel(kind, "zh"))];
    expect(names.filter((name) => !/\p{Script=Han}/u.test(name))).toEqual([]);
  });

  it("are the field's terms in English", () => {
    expect(["citizenId", "casesAsDebtor"].map((name) => fieldLabel("Person", name, "en"))).toEqual(["Citizen identity number", "Cases as judgment debtor"]);
    expect(["plateNo", "vin"].map((name) => fieldLabel("Vehicle", name, "en"))).toEqual(["Number plate", "Vehicle identification number"]);
    expect(linkLabel("DEBTOR_IN", "en")).toBe("Judgment debtor in");
    expect(["Uscc", "DocumentNo"].map((kind) => valueKindLabel(kind, "en"))).toEqual(["Unified social credit code", "Document number"]);
    expect(valueKindLabel("PlateNo", "zh")).toBe("号牌号码");
  });

  it("are those the hub gives, where it knows more than this page", () => {
    expect([entityLabel("Ship", "en"), fieldLabel("Vehicle", "mast", "zh"), linkLabel("SAILS", "en"), valueKindLabel("ShipNo", "zh")]).toEqual(["Ship", "mast", "SAILS", "ShipNo"]);
  });

  it("come from the declarations", () => {
    expect(fieldLabel("Vehicle", "plateNo", "zh")).toBe("号牌");
    expect(choiceLabel("PlateType", "SMALL", "en")).toBe("Small car (02)");
    expect(choiceLabel("PlateType", "NEW_KIND", "en")).toBe("NEW_KIND");
    expect(choiceLabel("MatchKind", "EXACT", "zh")).toBe("精确");
    expect(reading("DRIVES", "陈立诚", "测A66218", "en")).toBe("陈立诚 drives 测A66218");
  });
});
