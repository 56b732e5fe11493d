// @vitest-environment happy-dom
import writeExcelFile from "write-excel-file/universal";
import { describe, expect, it } from "vitest";
import { csvRows, decoded, NoText } from "./csv-reading";
import { OldExcel, sheetIn } from "./file-reading";
import { columnsOf, sheetLines } from "./sheet";
import { typedLines } from "./typed";
import { NoArchive } from "./unzip";

const [ID, CODE] = ["990102198506150019", "91990101MATE5T0B9T"];
const subject = (text: string) => typedLines(text)[0]?.subject;
const wrong = (text: string) => typedLines(text)[0]?.wrong;

describe("a line as it is typed", () => {
  it.each([
    [`陈立诚 ${ID}`, { citizenId: ID }],
    [`陈立诚，${ID}`, { citizenId: ID }],
    [`${ID}\t陈立诚`, { citizenId: ID }],
    ["９９０１０２　19850615　001x", { citizenId: "99010219850615001X" }],
    [`示例（东屿）有限公司; ${CODE.toLowerCase()}`, { uscc: CODE }],
    ["911201031234567890", { uscc: "911201031234567890" }],
    ["LI XIAOMING 1985-06-15", { name: "LI XIAOMING", birthDate: "1985-06-15" }],
    ["Li, Xiaoming", { name: "Li, Xiaoming" }],
    ["陈立诚 1985年6月15日", { name: "陈立诚", birthDate: "1985年6月15日" }],
    ["陈立诚 19850615", { name: "陈立诚", birthDate: "19850615" }],
    ["雍 大 同", { name: "雍 大 同" }],
    ["99010219850615001", { citizenId: "99010219850615001" }],
    [`陈立诚${ID}`, { citizenId: ID }],
    [`${ID}陈立诚`, { citizenId: ID }],
    ["3M中国有限公司", { name: "3M中国有限公司" }],
  ])("is read: %s", (text, expected) => expect(subject(text)).toEqual(expected));

  it.each([
    [`${ID} ${CODE}`, "TWO_NUMBERS"],
    [`陈立诚，吴明远，${ID}`, "TWO_NAMES"],
    ["9.90102198506150E+17", "LOST_DIGITS"],
    ["990102850615001", "OLD_NUMBER"],
    ["9901**********0019", "MASKED"],
    ["1985-06-15", "NOBODY"],
    ["1 2 3", "UNREADABLE"],
    ["9199 0101 MATE 5T0B 9T", "UNREADABLE"],
  ])("is said to be wrong: %s", (text, expected) => expect(wrong(text)).toBe(expected));

  it("keeps its number, and none is dropped", () => {
    const lines = typedLines(`\n陈立诚\r\n\r\n${ID}${ID}X\n,;,\n吴明远`);
    expect(lines.map(({ number }) => number)).toEqual([2, 4, 5, 6]);
    expect(lines[2]?.wrong).toBe("NOBODY");
  });
});

describe("a table", () => {
  const read = (text: string) => {
    const rows = csvRows(text);
    const { uses, headed } = columnsOf(rows);
    return sheetLines(rows, uses, headed);
  };

  it.each([
    ["序号,客户姓名,身份证号码,出生日期", ["none", "name", "citizenId", "birthDate"]],
    ["单位名称\t统一社会信用代码", ["name", "uscc"]],
    ["Name;ID number;Date of birth", ["name", "number", "birthDate"]],
  ])("says what its columns hold: %s", (heading, uses) => expect(columnsOf(csvRows(heading))).toEqual({ uses, headed: true, certain: true }));

  it("leaves open what its headings do not say", () => {
    expect(columnsOf(csvRows(`陈立诚,${ID}`))).toEqual({ uses: ["none", "none"], headed: false, certain: false });
    expect(columnsOf(csvRows("姓名,姓名"))).toMatchObject({ certain: false });
    expect(columnsOf(csvRows("出生日期"))).toMatchObject({ certain: false });
  });

  it("is read with quotes, line ends within cells and their numbers", () => {
    const lines = read(`姓名,身份证号\r\n"陈""立""诚\n之",${ID}\r\n\r\n吴明远,\r\n,\r\n`);
    expect(lines.map(({ number, name, subject: of }) => [number, name, of])).toEqual([
      [2, '陈"立"诚\n之', { citizenId: ID }],
      [5, "吴明远", { name: "吴明远" }],
    ]);
  });

  it("says where a quote is never closed", () => {
    expect(read(`姓名,身份证号\n陈立诚,${ID}\n"吴明远,\n李四,\n`).map(({ number, wrong: why }) => [number, why])).toEqual([
      [2, null],
      [3, "OPEN_QUOTE"],
    ]);
  });

  it("takes a number of 15 digits where the column says what it is", () => {
    expect(read("姓名,身份证号\n陈立诚,990102850615001")[0]?.subject).toEqual({ citizenId: "990102850615001" });
    expect(read("姓名,证件号码\n陈立诚,990102850615001")[0]?.wrong).toBe("OLD_NUMBER");
  });
});

describe("a file", () => {
  it("is text in the encodings of spreadsheets", () => {
    expect(decoded(new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb]))).toBe("姓名");
    expect(decoded(new TextEncoder().encode("\ufeff姓名"))).toBe("姓名");
    expect(decoded(new Uint8Array([0xff, 0xfe, 0xd3, 0x59, 0x0d, 0x54]))).toBe("姓名");
    expect(() => decoded(new Uint8Array([0, 1, 2, 0xff]))).toThrow(NoText);
  });

  it("may be a workbook: texts, days and numbers of its first sheet", async () => {
    const born = new Date(Date.UTC(1985, 5, 15));
    const file = await writeExcelFile([
      {
        sheet: "客户",
        data: [
          [{ value: "姓名" }, { value: "身份证号" }, { value: "出生日期" }],
          [{ value: "陈 <立诚>" }, { value: ID }, { value: born, type: Date, format: "yyyy/mm/dd" }],
          [null, null, null],
          [{ value: "吴明远" }, { value: 990102198506150019, type: Number }, null],
        ],
      },
      { sheet: "说明", data: [[{ value: "x" }]] },
    ]).toBlob();
    const { rows, others } = await sheetIn(file);
    expect(others).toEqual(["说明"]);
    const { uses, headed } = columnsOf(rows);
    expect(sheetLines(rows, uses, headed).map(({ number, name, wrong: why }) => [number, name, why])).toEqual([
      [2, "陈 <立诚>", null],
      [4, "吴明远", "LOST_DIGITS"],
    ]);
    expect(rows[1]?.cells[2]).toBe("1985-06-15");
  });

  it("is refused where it is none of these", async () => {
    await expect(sheetIn(new Blob([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1])]))).rejects.toThrow(OldExcel);
    await expect(sheetIn(new Blob(["PK\u0003\u0004 and nothing more of an archive"]))).rejects.toThrow(NoArchive);
    await expect(sheetIn(new Blob(["PK"]))).rejects.toThrow(NoArchive);
  });
});
