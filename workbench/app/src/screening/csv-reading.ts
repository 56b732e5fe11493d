import type { SheetRow } from "./sheet";

/** The file is in none of the encodings in which spreadsheets write. */
export class NoText extends Error {}

/** The text of a file: as UTF-8, UTF-16 or, as spreadsheets in China write, GB 18030. */
export function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  for (const encoding of wide === null ? ["utf-8", "gb18030"] : [wide]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // No text holds it, and every program file does.
      if (!text.includes("\0")) return text;
    } catch {
      // It is in another encoding.
    }
  }
  throw new NoText();
}

const DELIMITERS = ["\t", ",", ";"];

function delimiterOf(text: string): string {
  const [line = ""] = text.split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** The rows of a table in text (RFC 4180); quotes that never end mark their row as broken. */
export function csvRows(text: string): readonly SheetRow[] {
  const delimiter = delimiterOf(text);
  const rows: SheetRow[] = [];
  let [cells, cell, quoted, line, began]: [string[], string, boolean, number, number] = [[], "", false, 1, 1];
  const endRow = (broken = false) => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== "") rows.push({ number: began, cells, ...(broken ? { broken } : {}) });
    [cells, cell, began] = [[], "", line];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign === "\n") line += 1;
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
      else quoted = false;
    } else if (sign === '"' && cell.trim() === "") [quoted, cell] = [true, ""];
    else if (sign === delimiter) [cells, cell] = [[...cells, cell], ""];
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[at + 1] === "\n") at += 1;
      line += 1;
      endRow();
    } else cell += sign;
  }
  if (cell !== "" || cells.length > 0) endRow(quoted);
  return rows;
}
