import { csvRows, decoded } from "./csv-reading";
import type { Sheet } from "./sheet";
import { TooLarge } from "./unzip";

const MOST_FILE = 50 << 20;
/** Excel before 2007, and workbooks with a password. */
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b];

/** The workbook is in a form that no browser reads. */
export class OldExcel extends Error {}

/** A table from a file, by what is in it: its name does not matter. */
export async function sheetIn(file: Blob): Promise<Sheet> {
  if (file.size > MOST_FILE) throw new TooLarge();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const begins = (signs: readonly number[]) => signs.every((byte, at) => bytes[at] === byte);
  if (begins(OLD_EXCEL)) throw new OldExcel();
  if (begins(ZIP)) return (await import("./xlsx-reading")).xlsxSheet(bytes);
  return { rows: csvRows(decoded(bytes)), others: [] };
}
