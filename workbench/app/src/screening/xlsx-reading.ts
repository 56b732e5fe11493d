/** The first sheet of an Excel workbook (ECMA-376): unpacked and parsed by the browser; values alone, no formulas. */
import type { Sheet, SheetRow } from "./sheet";
import { archiveOf, NoArchive, type Archive } from "./unzip";

/** Its own formats for days; others are written out as the file's own. */
const DAY_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
/** A spreadsheet keeps 15 digits of a number; of a longer one the end is lost, and it shows it as 9.90102E+17. */
const EXACT = 1e15;
const DAY_MS = 86_400_000;
/** Day 0 of both ways of counting; the first counts a 29 February 1900 that never was, before any birth we read. */
const EPOCHS = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };

const parts = (node: Element | Document, name: string): readonly Element[] => Array.from(node.getElementsByTagName("*")).filter((each) => each.localName === name);
const text = (node: Element): string => (node.textContent ?? "").replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
/** Without the readings that stand above Chinese characters. */
const spoken = (node: Element): string =>
  parts(node, "t")
    .filter((each) => each.parentElement?.localName !== "rPh")
    .map(text)
    .join("");

async function xml(archive: Archive, name: string): Promise<Document | null> {
  const found = await archive(name);
  return found === null ? null : new DOMParser().parseFromString(found, "text/xml");
}

interface Reading {
  readonly shared: readonly string[];
  readonly dayStyles: ReadonlySet<number>;
  readonly epoch: number;
}

function dayStylesIn(styles: Document | null): ReadonlySet<number> {
  if (styles === null) return new Set();
  const own = parts(styles, "numFmt").filter((each) => /[yd]/i.test((each.getAttribute("formatCode") ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "")));
  const days = new Set([...DAY_FORMATS, ...own.map((each) => Number(each.getAttribute("numFmtId")))]);
  const [formats] = parts(styles, "cellXfs");
  return new Set(formats === undefined ? [] : parts(formats, "xf").flatMap((each, at) => (days.has(Number(each.getAttribute("numFmtId"))) ? [at] : [])));
}

function valueOf(cell: Element, { shared, dayStyles, epoch }: Reading): string {
  const [kind, children] = [cell.getAttribute("t"), Array.from(cell.children)];
  const inline = children.find(({ localName }) => localName === "is");
  if (inline !== undefined) return spoken(inline);
  const found = children.find(({ localName }) => localName === "v");
  if (found === undefined) return "";
  const value = text(found);
  if (kind === "s") return shared[Number(value)] ?? "";
  if (kind !== null && kind !== "n") return value;
  const number = Number(value);
  if (dayStyles.has(Number(cell.getAttribute("s") ?? 0))) return new Date(epoch + Math.floor(number) * DAY_MS).toISOString().slice(0, 10);
  return Math.abs(number) >= EXACT ? number.toExponential().toUpperCase() : String(number);
}

/** The place of a column, from 0: "AB12" is 27. */
const columnOf = (reference: string): number => [...reference.replace(/\d+$/, "")].reduce((place, sign) => place * 26 + sign.charCodeAt(0) - 64, 0) - 1;

function rowOf(row: Element, before: number, reading: Reading): SheetRow {
  const cells: string[] = [];
  for (const cell of Array.from(row.children)) {
    if (cell.localName !== "c") continue;
    const reference = cell.getAttribute("r");
    const at = reference === null ? cells.length : columnOf(reference);
    while (cells.length < at) cells.push("");
    cells[at] = valueOf(cell, reading);
  }
  return { number: Number(row.getAttribute("r") ?? before + 1), cells };
}

export async function xlsxSheet(bytes: Uint8Array<ArrayBuffer>): Promise<Sheet> {
  const archive = archiveOf(bytes);
  const [book, links] = [await xml(archive, "xl/workbook.xml"), await xml(archive, "xl/_rels/workbook.xml.rels")];
  if (book === null || links === null) throw new NoArchive();
  const [first, ...others] = parts(book, "sheet");
  const id = Array.from(first?.attributes ?? []).find(({ localName, name }) => localName === "id" || name === "r:id")?.value;
  const target = parts(links, "Relationship").find((each) => each.getAttribute("Id") === id)?.getAttribute("Target") ?? "";
  const sheet = await xml(archive, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  if (sheet === null) throw new NoArchive();
  const strings = await xml(archive, "xl/sharedStrings.xml");
  const reading: Reading = {
    shared: strings === null ? [] : parts(strings, "si").map(spoken),
    dayStyles: dayStylesIn(await xml(archive, "xl/styles.xml")),
    epoch: /^(1|true)$/.test(parts(book, "workbookPr")[0]?.getAttribute("date1904") ?? "") ? EPOCHS[1904] : EPOCHS[1900],
  };
  const rows: SheetRow[] = [];
  for (const row of parts(sheet, "row")) rows.push(rowOf(row, rows.at(-1)?.number ?? 0, reading));
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")), others: others.map((each) => each.getAttribute("name") ?? "") };
}
