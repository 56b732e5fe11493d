/** A table as it leaves the page, and what marks it: who took it, when, on which basis, proven by which receipts. */
import type { Basis, Extensions } from "../ask/question";
import type { Format } from "../i18n/format";
import type { Words } from "../i18n/en";
import type { SignedIn } from "../session/session";

export type Cell = string | number | null;

export interface Table {
  /** The name of the file: the kind of its rows, never a person. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What is not in it although it belongs there, in words: readers of the file have no page beside it. */
  readonly missing: readonly string[];
}

export type Mark = readonly [string, string];

export function marksOf(
  table: Table,
  session: SignedIn,
  basis: Basis | null,
  extensions: readonly Extensions[],
  at: Date,
  words: Words,
  format: Format,
): readonly Mark[] {
  const { officer } = session;
  const receipts = extensions.flatMap(({ receipt }) => (receipt === null ? [] : [`${receipt.log} ${receipt.index} ${receipt.at}`]));
  const masked = [...new Set(extensions.flatMap((each) => each.masked))];
  return [
    [words.export.officer, `${officer.name} ${officer.card}`],
    [words.export.agency, `${officer.agencyName} ${officer.agency}`],
    [words.export.at, at.toISOString()],
    [words.export.basis, basis === null ? words.basis.none : [basis.purpose, basis.case, basis.document].filter(Boolean).join(" · ")],
    [words.export.rows, format.number(table.rows.length)],
    ...table.missing.map((what): Mark => [words.export.incomplete, what]),
    ...receipts.map((receipt): Mark => [words.export.receipt, receipt]),
    ...(masked.length === 0 ? [] : [[words.export.masked, masked.join(" · ")] as const]),
    ...(session.demo ? [[words.demo.markLong, words.demo.explain] as const] : []),
  ];
}

/** What pages that were not loaded keep from a table. */
export function unloaded(rows: number, total: number | null, more: boolean, words: Words, format: Format): readonly string[] {
  return more ? [words.export.partial(format.number(rows), total === null ? words.common.unknown : format.number(total))] : [];
}

export function fileName(table: Pick<Table, "name">, at: Date, ending: string): string {
  return `linkage-${table.name}-${at.toISOString().slice(0, 19).replaceAll(":", "")}.${ending}`;
}
