import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { formatOf } from "../src/i18n/format";
import { zh } from "../src/i18n/zh";

type Leaf = string | ((...values: string[]) => string);

function leaves(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, Leaf | object]): [string, string][] => {
    const at = `${path}${key}`;
    if (typeof value === "string") return [[at, value]];
    if (typeof value === "function") return [[at, (value as (...values: string[]) => string)("1", "2")]];
    return leaves(value, `${at}.`);
  });
}

const HAN = /\p{Script=Han}/u;
/** Said in the other language on purpose: names of formats, examples of numbers, the name of the other language. */
const EITHER = /^(language\.|export\.(csv|xlsx)|search\.matched|question\.text|common\.of|basis\.(case|document)Placeholder)/;

describe("the words", () => {
  it("are the same in both languages", () => {
    expect(leaves(zh).map(([key]) => key)).toEqual(leaves(en).map(([key]) => key));
  });

  it("are Chinese in Chinese", () => {
    expect(leaves(zh).filter(([key, text]) => !EITHER.test(key) && !HAN.test(text))).toEqual([]);
  });

  it("are English in English", () => {
    expect(leaves(en).filter(([key, text]) => !EITHER.test(key) && HAN.test(text))).toEqual([]);
  });

  it("leave nothing empty", () => {
    expect([...leaves(en), ...leaves(zh)].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

describe("formats", () => {
  const [english, chinese] = [formatOf("en"), formatOf("zh")];

  it("write fen as yuan", () => {
    expect(chinese.money(85000050)).toBe("¥850,000.50");
    expect(english.money(-1)).toContain("0.01");
  });

  it("write shares of a whole in per cent", () => {
    expect(chinese.share(0.25)).toBe("25%");
    expect(english.share(1 / 3)).toBe("33.33%");
  });

  it("write a day as the same day wherever one is", () => {
    expect(chinese.day("2026-10-12")).toBe("2026年10月12日");
    expect(english.day("2026-10-12")).toBe("12 Oct 2026");
  });

  it("write times by the courts' clock", () => {
    expect(chinese.time("2026-11-22T21:25:28Z")).toContain("2026年11月23日");
  });

  it("leave alone what is no day", () => {
    expect(english.day("2026-**-**")).toBe("2026-**-**");
    expect(english.time("someday")).toBe("someday");
  });

  it("say how long", () => {
    expect(english.duration(12)).toBe("12 seconds");
    expect(english.duration(601)).toBe("11 minutes");
  });
});
