import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";
import sdl from "../../../schema/schema.graphql?raw";
import { linksQuestion } from "./graph/asking/compose";
import { LINK_KINDS } from "./model/model";
import { everyText } from "./trusted";

const schema = buildSchema(sdl);

/** There are many of them; a busy machine takes its time. */
const PATIENCE = 120_000;

test("every text that the pages may ask is a question of the hub", { timeout: PATIENCE }, () => {
  const texts = everyText();

  expect(texts.length).toBeGreaterThan(1000);
  expect(texts.flatMap((text) => validate(schema, parse(text)))).toEqual([]);
});

test("links are asked for again by one text for each number, whatever their kinds", { timeout: PATIENCE }, () => {
  const links = LINK_KINDS.slice(0, 10).map((kind, at) => ({ kind, source: `s${at}`, target: `t${at}`, since: null }));

  const texts = new Set(everyText());

  for (let count = 1; count <= links.length; count += 1) {
    const { question } = linksQuestion(links.slice(0, count) as never);
    expect(texts.has(question.text)).toBe(true);
  }
});
