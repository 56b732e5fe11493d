import type { Cell, Mark, Table } from "./table";

/** What spreadsheets take for a formula, in half and full width; also behind blanks, which some skip. */
const FORMULA = /^[\s\u00a0\u3000]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A cell that no spreadsheet runs (OWASP, CSV injection): text that looks like a formula begins with an apostrophe. */
export function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly Cell[]): string => cells.map(csvCell).join(",");

/** The table, then a blank line and its marks, so that the first line names the columns; spreadsheets know it as UTF-8. */
export function csv(table: Table, marks: readonly Mark[]): string {
  const lines = [line(table.columns), ...table.rows.map(line), "", ...marks.map(line)];
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
