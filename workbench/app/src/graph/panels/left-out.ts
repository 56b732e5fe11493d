import type { Format } from "../../i18n/format";
import type { Words } from "../../i18n/en";
import type { Visible } from "../chart/visible";

/** What of the chart is not shown, and why, in words: beside the filters, and on whatever leaves the page. */
export function leftOut({ left, leftLinks }: Visible, words: Words, format: Format): readonly string[] {
  const all = [
    [left.hidden + leftLinks.hidden, words.graph.leftHidden],
    [left.filtered + leftLinks.filtered, words.graph.leftFiltered],
    [left.byDay + leftLinks.byDay, words.graph.leftByDay],
    [left.unknown, words.graph.leftUnknown],
  ] as const;
  return all.flatMap(([count, text]) => (count > 0 ? [text(format.number(count))] : []));
}
