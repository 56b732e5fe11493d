/** Tables that are read from files or pasted: their columns by their headings, their rows as lines of the list. */
import { lineOf, type Line, type Part } from "./subjects";

export interface SheetRow {
  /** Where it stands in the file. */
  readonly number: number;
  readonly cells: readonly string[];
  /** The row begins a text in quotes that never ends. */
  readonly broken?: boolean;
}

export interface Sheet {
  readonly rows: readonly SheetRow[];
  /** Sheets of the file that are not read. */
  readonly others: readonly string[];
}

export const USES = ["name", "number", "citizenId", "uscc", "birthDate", "none"] as const;
/** What a column holds. */
export type Use = (typeof USES)[number];

const HEADINGS: readonly (readonly [Use, RegExp])[] = [
  ["citizenId", /身份证|身份号码|公民身份|\bid ?card\b|citizen ?id|identity/i],
  ["uscc", /信用代码|credit ?code|\buscc\b/i],
  ["birthDate", /出生|生日|birth/i],
  ["number", /^(证件|证照)?号码?$|^(证件|证照)(号|编号)$|^(id )?number$|^id( ?no\.?)?$/i],
  ["name", /^(客户|企业|单位|公司|当事人|借款人|被查询人|申请人)?(姓名|名称)$|^姓名或名称$|^((full|company|customer|client|person|person or company) ?)?name$/i],
];

/** What a heading says about its column; null where it is none that is known. */
function useOf(heading: string): Use | null {
  const text = heading.normalize("NFKC").trim();
  return HEADINGS.find(([, known]) => known.test(text))?.[0] ?? null;
}

export interface Columns {
  readonly uses: readonly Use[];
  /** The first row names the columns. */
  readonly headed: boolean;
  /** Nothing is left to choose: there is somebody to ask about, and no two columns are the same. */
  readonly certain: boolean;
}

/** Whether these columns say whom to ask about, each thing once. */
export function fits(uses: readonly Use[]): boolean {
  const used = uses.filter((use) => use !== "none");
  return used.some((use) => use !== "birthDate") && new Set(used).size === used.length;
}

export function columnsOf(rows: readonly SheetRow[]): Columns {
  const wide = Math.max(0, ...rows.slice(0, 100).map(({ cells }) => cells.length));
  const found = Array.from({ length: wide }, (_, at) => useOf(rows[0]?.cells[at] ?? ""));
  const uses = found.map((use) => use ?? "none");
  const headed = found.some((use) => use !== null);
  return { uses, headed, certain: headed && fits(uses) };
}

function partOf(use: Use, cell: string): readonly Part[] {
  const text = cell.trim();
  if (text === "" || use === "none") return [];
  if (use === "name") return [{ name: text }];
  if (use === "birthDate") return [{ birthDate: text }];
  return [use === "number" ? { number: text } : { number: text, as: use }];
}

/** The rows as lines of the list; a row without anything is none. */
export function sheetLines(rows: readonly SheetRow[], uses: readonly Use[], headed: boolean): readonly Line[] {
  return rows.slice(headed ? 1 : 0).flatMap(({ number, cells, broken }) => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    if (broken === true) return [{ number, name: cells.join(" ").slice(0, 60), id: "", subject: null, wrong: "OPEN_QUOTE" } as const];
    return [lineOf(number, uses.flatMap((use, at) => partOf(use, cells[at] ?? "")))];
  });
}
