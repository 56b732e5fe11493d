import { buildSchema, isEnumType } from "graphql";
import { describe, expect, it } from "vitest";
import hubErrors from "../../../hub/errors.py?raw";
import modelErrors from "../../../schema/errors.py?raw";
import sdl from "../../../schema/schema.graphql?raw";
import { en } from "../src/i18n/en";
import { zh } from "../src/i18n/zh";
import { choiceLabel, choicesOf, entityLabel, entityOf, KINDS, LINK_KINDS, linkLabel, linkOf, propLabel, type LinkField, type Prop } from "../src/model/model";
import { literalTexts } from "./literal-text";

const SOURCES = import.meta.glob<string>(["../src/**/*.{ts,tsx}", "!../src/i18n/**", "!../src/generated/**", "!../src/**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
/** Codes of errors that only operators and other clients meet. */
const ELSEWHERE = [
  ..."LINKAGE_ERROR DECLARATION_ERROR INTAKE_ERROR SOURCE_UNREADABLE HEADER_MISMATCH PERSISTED_QUERY_NOT_FOUND".split(" "),
  ..."AUDIT_ERROR AUDIT_DAMAGED MIGRATION_ERROR DOUBLE_NODES SETUP_ERROR".split(" "),
];
const [HAN, LATIN] = [/\p{Script=Han}/u, /\p{Script=Latin}/u];

describe("text in the sources", () => {
  it("is found wherever one could write it", () => {
    const source = `
      const columns = [{ title: "Name", key: "name" }, { label: wide ? "Wide" : words.narrow }];
      message.success("Saved");
      const page = <Page title="Graph" aria-label={\`\${count} links\`} className="page">
        Hello {"there"} {many && "many"} {words.more} {count} · {format("iso")}
        <img alt="A chart" src="chart.png" />
        <Notice text={one ?? "none"} kind="error" />
      </Page>;`;
    expect(literalTexts(source).toSorted()).toEqual(["A chart", "Graph", "Hello", "Name", "Saved", "Wide", "links", "many", "none", "there"]);
  });

  it("is looked for in all of them", () => {
    const names = Object.keys(SOURCES);
    expect(names.filter((name) => name.endsWith(".tsx")).length).toBeGreaterThan(45);
    for (const part of ["shell/header", "search/search-box", "entity/link-table", "graph/page/graph-page", "graph/panels/expand", "flags/raise-flag"]) {
      expect(names.some((name) => name.includes(part)), part).toBe(true);
    }
    expect(Object.values(SOURCES).every((source) => source.length > 20)).toBe(true);
  });

  it("is all in src/i18n", () => {
    const found = Object.entries(SOURCES).flatMap(([name, source]) => literalTexts(source).map((text) => `${name}: ${text}`));
    expect(found).toEqual([]);
  });
});

type Leaf = string | ((...values: string[]) => string);
type Tree = { readonly [key: string]: Leaf | Tree };
const leaves = (tree: Tree, path = ""): readonly (readonly [string, Leaf])[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === "object" ? leaves(value, `${path}${key}.`) : [[`${path}${key}`, value] as const]));

/** Those of every page that is loaded later, by its name. */
const PAGES = Object.entries(import.meta.glob<{ readonly en: Tree; readonly zh: Tree }>("../src/i18n/pages/*.ts", { eager: true })).map(([path, page]) => [path.replace(/^.*\/|\.ts$/g, ""), page] as const);
const ofPages = (language: "en" | "zh") => PAGES.flatMap(([page, words]) => leaves(words[language], `${page}.`));
const ENGLISH = [...leaves(en as unknown as Tree), ...ofPages("en")];
const CHINESE = new Map([...leaves(zh as unknown as Tree), ...ofPages("zh")]);
/** Names that are the same in every language, and examples of numbers. */
const SAME = ["question.text", "export.csv", "common.of", "search.matched", "basis.casePlaceholder", "basis.documentPlaceholder"];
const MARKS = ["71", "82", "93"];
const written = (leaf: Leaf): string => (typeof leaf === "string" ? leaf : leaf(...MARKS));

describe("both languages", () => {
  it("have the same keys", () => {
    expect(ENGLISH.length).toBeGreaterThan(300);
    expect([...CHINESE.keys()].toSorted()).toEqual(ENGLISH.map(([key]) => key).toSorted());
  });

  it.each(ENGLISH.filter(([, leaf]) => typeof leaf === "function"))("say the same values: %s", (key, leaf) => {
    const other = CHINESE.get(key) ?? "";
    const held = (text: string) => MARKS.filter((mark) => text.includes(mark));
    expect(typeof other).toBe("function");
    expect(held(written(other))).toEqual(held(written(leaf)));
    expect(held(written(leaf))).not.toEqual([]);
  });

  it("say nothing in the words of the other", () => {
    const same = ENGLISH.filter(([key, leaf]) => written(leaf) === written(CHINESE.get(key) ?? "")).map(([key]) => key);
    expect(same.filter((key) => !SAME.includes(key))).toEqual([]);
    // Nothing stays on the list that has been translated since.
    expect(SAME.filter((key) => !CHINESE.has(key))).toEqual([]);
  });
});

describe("what the hub says in words of its own", () => {
  const rules = choicesOf("CaseRule");
  const codes = [...`${modelErrors}${hubErrors}`.matchAll(/^    code(?:: \w+(?:\[str\])?)? = "([A-Z_]+)"/gm)].map(([, code]) => code ?? "");

  it("has a translation: what a purpose demands of the case", () => {
    expect(rules.length).toBeGreaterThan(3);
    expect(rules.filter((rule) => !Object.hasOwn(en.basis.rules, rule))).toEqual([]);
  });

  it("has a translation: every error that reaches a workbench", () => {
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !Object.hasOwn(en.errors.codes, code) && !ELSEWHERE.includes(code))).toEqual([]);
  });
});

describe("the model's names", () => {
  const both = (name: (language: "en" | "zh") => string): boolean => HAN.test(name("zh")) && LATIN.test(name("en")) && !HAN.test(name("en"));
  const bad = (of: string, props: readonly (Prop | LinkField)[]) =>
    props.filter((prop) => !both((language) => propLabel(prop, language)) || prop.description.trim() === "").map(({ name }) => `${of}.${name}`);

  it("are there for every entity, property and link field", () => {
    expect(KINDS.length).toBeGreaterThan(15);
    expect(KINDS.filter((kind) => !both((language) => entityLabel(kind, language)))).toEqual([]);
    expect(KINDS.flatMap((kind) => bad(kind, [...(entityOf(kind)?.props ?? []), ...(entityOf(kind)?.fields ?? [])]))).toEqual([]);
  });

  it("are there for every kind of link and its properties", () => {
    expect(LINK_KINDS.length).toBeGreaterThan(30);
    expect(LINK_KINDS.filter((kind) => !both((language) => linkLabel(kind, language)))).toEqual([]);
    expect(LINK_KINDS.flatMap((kind) => bad(kind, linkOf(kind)?.props ?? []))).toEqual([]);
  });

  it("are there for every member of every choice", () => {
    // Kinds of links are named above; a direction of sorting is never shown.
    const choices = Object.values(buildSchema(sdl).getTypeMap()).filter((type) => isEnumType(type) && !/^(__|LinkKind$|Direction$)/.test(type.name));
    expect(choices.length).toBeGreaterThan(15);
    const members = choices.flatMap((type) => (isEnumType(type) ? type.getValues().map(({ name }) => [type.name, name] as const) : []));
    // Codes of case numbers stand in the English names too: "First enforcement (执)".
    const named = ([kind, name]: readonly [string, string]) => HAN.test(choiceLabel(kind, name, "zh")) && /[a-z]{3}/.test(choiceLabel(kind, name, "en"));
    expect(members.length).toBeGreaterThan(80);
    expect(members.filter((pair) => !named(pair)).map((pair) => pair.join("."))).toEqual([]);
  });
});
