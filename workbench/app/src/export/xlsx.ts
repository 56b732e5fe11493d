import writeExcelFile from "write-excel-file/universal";
import type { Cell, Mark, Table } from "./table";

/** Excel's own limit for the name of a sheet. */
const SHEET_NAME = 31;

const bold = (value: string) => ({ value, fontWeight: "bold" as const });
/** Texts are written as texts, whatever they begin with: nothing of an answer becomes a formula. */
const cell = (value: Cell) =>
  value === null ? null : typeof value === "number" ? { type: Number, value } : { type: String, value };

/** The table on the first sheet, its marks on the second. */
export async function xlsx(table: Table, marks: readonly Mark[], marksTitle: string): Promise<Blob> {
  return writeExcelFile([
    {
      sheet: table.name.slice(0, SHEET_NAME),
      data: [table.columns.map(bold), ...table.rows.map((row) => row.map(cell))],
      columns: table.columns.map(() => ({ width: 24 })),
      stickyRowsCount: 1,
    },
    {
      sheet: marksTitle.slice(0, SHEET_NAME),
      data: marks.map(([name, value]) => [bold(name), cell(value)]),
      columns: [{ width: 18 }, { width: 80 }],
    },
  ]).toBlob();
}
