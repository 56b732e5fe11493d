import { describe, expect, it } from "vitest";
import { handoverOf } from "../src/show-question/handover";
import { basisFrom } from "../src/basis/basis-chooser";
import type { Purpose } from "../src/basis/basis";

const BASIS = { purpose: "CASE_INQUIRY", case: "（2026）示0102执1203号" };

describe("a question for GraphiQL", () => {
  it("carries its basis in a header that a browser will send", () => {
    const { headers } = handoverOf({ name: "Me", text: "{ me { card } }", variables: {}, asker: { agency: "示0102", card: "示0102-A-017" }, basis: BASIS, extensions: null, ms: 1 });
    const all = JSON.parse(headers) as Record<string, string>;
    const sent = all["Linkage-Basis"] ?? "";
    expect(all["Linkage-Officer"]).toMatch(/^[\x20-\x7e]+$/);
    expect(sent).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(sent)).toEqual(BASIS);
  });
});

describe("the basis of the form", () => {
  const purpose = (more: Partial<Purpose>): Purpose => ({
    name: "CASE_INQUIRY",
    en: "Case inquiry",
    zh: "办案查询",
    description: "",
    descriptionZh: "",
    articles: [],
    articlesZh: [],
    caseRule: "OWN",
    documents: ["INQUIRY_NOTICE"],
    entities: [], groups: [], countsOnly: false,
    ...more,
  });

  it("names what the purpose needs", () => {
    expect(basisFrom({ case: " 一 ", document: "二" }, purpose({}))).toEqual({ purpose: "CASE_INQUIRY", case: "一", document: "二" });
  });

  it("leaves out what it does not need", () => {
    const free = purpose({ caseRule: "NONE", documents: [] });
    expect(basisFrom({ case: "一", document: "二" }, free)).toEqual({ purpose: "CASE_INQUIRY" });
  });
});
