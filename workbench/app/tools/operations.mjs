// Writes src/generated/operations.ts: every operation of src/**/*.graphql, checked against the hub's schema and typed.
// The questions are kept as text, so that the browser needs no GraphQL library, and each in a file of its own under
// src/generated/texts/, so that it is loaded with the page that asks it. Beside it src/generated/offers.json: what
// the schema lets one sort and filter by; and documents.json: what the hub makes ready when it starts.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as types from "@graphql-codegen/typescript-operations";
import { buildSchema, concatAST, isInputObjectType, isScalarType, parse, print, separateOperations, validate } from "graphql";

const app = new URL("../", import.meta.url);
const target = new URL("src/generated/operations.ts", app);
const sdl = readFileSync(new URL("../../schema/schema.graphql", app), "utf8");
const schema = buildSchema(sdl);

/** From when to when an entity of any kind exists: the days that the model declares. */
const { entities } = JSON.parse(readFileSync(new URL("../../schema/model.json", app), "utf8"));
const dated = Object.entries(entities).flatMap(([kind, { abstract, begins, ends }]) => {
  const names = [begins, ends].filter((name) => name !== null);
  return abstract || names.length === 0 ? [] : [`  ... on ${kind} { ${names.join(" ")} }`];
});
const nodeDates = { location: "schema/model.json", document: parse(`fragment NodeDates on Entity {\n${dated.join("\n")}\n}`) };

const written = readdirSync(new URL("src/", app), { recursive: true })
  .filter((path) => path.endsWith(".graphql"))
  .sort()
  .map((path) => ({ location: path, document: parse(readFileSync(new URL(`src/${path}`, app), "utf8")) }));
const documents = [...written, nodeDates];
const all = concatAST(documents.map(({ document }) => document));

const wrong = validate(schema, all);
if (wrong.length > 0) {
  console.error(wrong.map((error) => error.toString()).join("\n\n"));
  process.exit(1);
}

/** Identifiers, dates and the like travel as text; money as a whole number of fen. */
const scalars = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => isScalarType(type) && !["String", "Int", "Float", "Boolean"].includes(type.name))
    .map(({ name }) => [name, ["Fen", "Share"].includes(name) ? "number" : "string"]),
);

const shapes = await codegen({
  filename: target.pathname,
  schema: parse(sdl),
  schemaAst: schema,
  documents,
  config: { scalars, strictScalars: true, skipTypename: true, useTypeImports: true, onlyOperationTypes: true },
  plugins: [{ types: {} }],
  pluginMap: { types },
});

const kinds = { query: "Query", mutation: "Mutation" };
/** The operation before the fragments that it uses, as one reads it. */
const first = (one, other) => Number(other.kind === "OperationDefinition") - Number(one.kind === "OperationDefinition");
const operations = Object.entries(separateOperations(all)).map(([name, document]) => ({
  name,
  kind: document.definitions.find((definition) => definition.kind === "OperationDefinition").operation,
  text: print({ ...document, definitions: document.definitions.toSorted(first) }),
}));
const questions = operations.map(({ name, kind, text }) => {
  const shape = name + kinds[kind];
  const types = ['import type { Question } from "../../ask/question";', `import type { ${shape}, ${shape}Variables } from "../operations";`];
  return { name, lines: [...types, `export const ${name}: Question<${shape}, ${shape}Variables> = ${JSON.stringify({ name, text })};`] };
});

/**
 * What everybody asks first, for the hub to make ready; all the rest would keep a small database busy for minutes, while
 * people wait. With what variables look like where that decides about the statement: a search is another for characters
 * and for letters that may be pinyin.
 */
const READY = { Search: [{ text: "无此人也" }, { text: "wuciren" }], WhatIsIt: [] };
const known = Object.entries(READY).map(([wanted, examples]) => ({ text: operations.find(({ name }) => name === wanted).text, examples }));

/** By entity, the properties that its lists can be sorted by; by kind of value, the operators of its conditions. */
const inputs = Object.values(schema.getTypeMap()).filter((type) => isInputObjectType(type));
const named = (ending) => inputs.flatMap((type) => (type.name.endsWith(ending) ? [[type.name.slice(0, -ending.length), Object.keys(type.getFields())]] : []));
const offers = { sorts: Object.fromEntries(named("Order")), operators: Object.fromEntries(named("Filter")) };

/** For questions that are composed while the page runs. */
const fragments = all.definitions
  .filter((definition) => definition.kind === "FragmentDefinition")
  .map((fragment) => ({ name: `${fragment.name.value}Text`, lines: [`export const ${fragment.name.value}Text = ${JSON.stringify(print(fragment))};`] }));

const MADE = "// Written by tools/operations.mjs; do not edit.";
const texts = new URL("texts/", target);
rmSync(texts, { recursive: true, force: true });
mkdirSync(texts, { recursive: true });
for (const { name, lines } of [...questions, ...fragments]) writeFileSync(new URL(`${name}.ts`, texts), [MADE, ...lines, ""].join("\n"));
writeFileSync(target, [MADE, shapes, ...[...questions, ...fragments].map(({ name }) => `export { ${name} } from "./texts/${name}";`), ""].join("\n"));
writeFileSync(new URL("offers.json", target), JSON.stringify(offers));
writeFileSync(new URL("documents.json", target), JSON.stringify(known));
