import { describe, expect, it } from "vitest";
import { withRecent, worthAsking } from "../src/search/searching";
import { settleAfter } from "../src/search/use-search";
import { leftOf } from "../src/session/idle";

describe("what is worth asking", () => {
  it.each([
    ["", false],
    ["c", false],
    [" c ", false],
    ["陈", true],
    ["cl", true],
    ["测A", true],
  ])("%j: %j", (text, expected) => expect(worthAsking(text)).toBe(expected));
});

it("a pause before a question is half as long as the hub takes, within bounds", () => {
  expect([0, 90, 180, 400, 4_000].map(settleAfter)).toEqual([60, 60, 90, 200, 250]);
});

describe("recent searches", () => {
  it("begin with the latest, each once, at most ten", () => {
    const many = Array.from({ length: 12 }, (_, at) => `text ${at}`).reduce<readonly string[]>(withRecent, []);
    expect(many).toHaveLength(10);
    expect(withRecent(many, " text 5 ")[0]).toBe("text 5");
    expect(new Set(withRecent(many, "text 5")).size).toBe(10);
  });

  it("keep nothing empty", () => expect(withRecent(["a"], "  ")).toEqual(["a"]));
});

it("time left counts down from the last act", () => {
  expect(leftOf(900, 1_000, 61_000)).toBe(840);
  expect(leftOf(900, 0, 901_000)).toBeLessThan(0);
});
