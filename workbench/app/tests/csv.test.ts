import { describe, expect, it } from "vitest";
import { csv, csvCell } from "../src/export/csv";

describe("a cell of CSV", () => {
  it.each(["=1+1", "+86", "-2", "@SUM(A1)", "＝1", " =1", "\u3000＋1", "\t=1", "\r=1"])("runs nothing: %j", (text) => {
    expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
  });

  it("keeps numbers as numbers, also negative ones", () => {
    expect(csvCell(-12.5)).toBe("-12.5");
  });

  it("quotes what would end it", () => {
    expect(csvCell('a,"b"\n')).toBe('"a,""b""\n"');
  });

  it("leaves identifiers, plates and names as they are", () => {
    expect(["990102198506150019", "测A12345", "陈**", null].map(csvCell)).toEqual(["990102198506150019", "测A12345", "陈**", ""]);
  });
});

describe("a file of CSV", () => {
  it("names the columns on its first line and is marked after the table", () => {
    const text = csv({ name: "drives", columns: ["号牌", "次数"], rows: [["测A66218", 212]], missing: [] }, [["导出人", "孙德厚"]]);
    expect(text).toBe("\ufeff号牌,次数\r\n测A66218,212\r\n\r\n导出人,孙德厚\r\n");
  });
});
