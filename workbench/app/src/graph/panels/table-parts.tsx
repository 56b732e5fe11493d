/** What both tables of the chart have. */
import { Tag } from "antd";
import { useTongue } from "../../i18n/words";

export const PAGE = { defaultPageSize: 50, showSizeChanger: true, pageSizeOptions: [20, 50, 200], hideOnSinglePage: true, size: "small" as const };

export const compare = (one: string | null, other: string | null): number => (one ?? "").localeCompare(other ?? "", "zh-CN");

export function FlagCount({ count }: { readonly count: number | undefined }) {
  const { words, format } = useTongue();
  return count === undefined ? null : <Tag>{words.graph.flagCount(format.number(count))}</Tag>;
}
