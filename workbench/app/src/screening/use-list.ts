import { useMemo, useState } from "react";
import { csvRows } from "./csv-reading";
import { OldExcel, sheetIn } from "./file-reading";
import { columnsOf, fits, sheetLines, type Sheet, type Use } from "./sheet";
import { typedLines } from "./typed";
import { TooLarge } from "./unzip";

export type FileProblem = "OLD" | "UNREADABLE" | "LARGE";

/** A table, and what was chosen of its columns. */
export interface Table {
  readonly sheet: Sheet;
  /** The file's name; null for pasted text. */
  readonly file: string | null;
  readonly uses: readonly Use[];
  readonly headed: boolean;
  readonly certain: boolean;
}

const tableOf = (sheet: Sheet, file: string | null): Table => ({ sheet, file, ...columnsOf(sheet.rows) });

/** Pasted cells with headings that leave nothing open; other text is read line by line. */
function pasted(text: string): Table | null {
  if (!/[\t,;]/.test(text.split(/[\r\n]/, 1)[0] ?? "")) return null;
  const table = tableOf({ rows: csvRows(text), others: [] }, null);
  return table.certain ? table : null;
}

function problemOf(reason: unknown): FileProblem {
  if (reason instanceof OldExcel) return "OLD";
  return reason instanceof TooLarge ? "LARGE" : "UNREADABLE";
}

/** The list: typed, pasted or from a file, and the lines that come of it. */
export function useList() {
  const [text, setText] = useState("");
  const [table, setTable] = useState<Table | null>(null);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const [reading, setReading] = useState(false);
  const ready = table !== null && fits(table.uses);
  const lines = useMemo(() => {
    if (table === null) return typedLines(text);
    return ready ? sheetLines(table.sheet.rows, table.uses, table.headed) : [];
  }, [text, table, ready]);

  return {
    text,
    table,
    problem,
    reading,
    lines,
    /** The columns do not say yet whom to ask about. */
    open: table !== null && !ready,
    type: (typed: string) => {
      setProblem(null);
      setText(typed);
      setTable(pasted(typed));
    },
    choose: async (file: File) => {
      setReading(true);
      setProblem(null);
      try {
        setTable(tableOf(await sheetIn(file), file.name));
        setText("");
      } catch (reason) {
        setProblem(problemOf(reason));
      }
      setReading(false);
    },
    use: (at: number, use: Use) => setTable((was) => was && { ...was, uses: was.uses.map((each, place) => (place === at ? use : each)) }),
    head: (headed: boolean) => setTable((was) => was && { ...was, headed }),
    clear: () => {
      setText("");
      setTable(null);
      setProblem(null);
    },
  };
}

export type List = ReturnType<typeof useList>;
