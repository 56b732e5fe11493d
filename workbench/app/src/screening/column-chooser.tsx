import { Checkbox, Flex, Select, Table, Typography } from "antd";
import { useTongue } from "../i18n/words";
import * as words from "../i18n/pages/screening";
import { usePageWords } from "../i18n/use-page-words";
import { Notice } from "../shell/notice";
import { fits, USES, type SheetRow, type Use } from "./sheet";
import type { Table as Chosen } from "./use-list";

/** As many rows show what the columns hold. */
const PREVIEW = 5;

interface ChooserProps {
  readonly table: Chosen;
  readonly use: (at: number, use: Use) => void;
  readonly head: (headed: boolean) => void;
}

/** The first rows of a table, and what each of its columns holds. */
export function ColumnChooser({ table, use, head }: ChooserProps) {
  const { format, language } = useTongue();
  const w = usePageWords(words);
  const { sheet, uses, headed, file } = table;
  return (
    <section aria-label={w.columns} className="columns">
      <Flex gap="middle" align="center" wrap>
        <Typography.Text strong>{file === null ? w.fromPasted : w.fromFile(file)}</Typography.Text>
        <Checkbox checked={headed} onChange={(event) => head(event.target.checked)}>
          {w.headed}
        </Checkbox>
      </Flex>
      {sheet.others.length > 0 && <Notice kind="warning" text={w.othersUnread(sheet.others.join(language === "zh" ? "、" : ", "))} />}
      {!fits(uses) && <Notice kind="warning" text={w.columnsUncertain} />}
      <Table<SheetRow>
        rowKey="number"
        size="small"
        pagination={false}
        // A table that scrolls by itself repeats its head where no reader sees it, with all that takes the focus.
        className="columns-read"
        dataSource={sheet.rows.slice(0, PREVIEW) as SheetRow[]}
        columns={[
          { title: w.line, width: 70, render: (_, { number }) => format.number(number) },
          ...uses.map((chosen, at) => ({
            key: at,
            title: (
              <Select<Use>
                value={chosen}
                aria-label={w.column(format.number(at + 1))}
                popupMatchSelectWidth={false}
                style={{ minWidth: 150 }}
                onChange={(next) => use(at, next)}
                options={USES.map((each) => ({ value: each, label: w.uses[each] }))}
              />
            ),
            render: (_: unknown, { cells }: SheetRow) => cells[at] ?? "",
          })),
        ]}
      />
    </section>
  );
}
