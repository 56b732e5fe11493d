import { Button, Flex, Progress, Typography } from "antd";
import { useMemo } from "react";
import { useBasis } from "../basis/basis";
import { NeedsBasis } from "../basis/needs-basis";
import { ExportButton } from "../export/export-button";
import type { Table } from "../export/table";
import { useTongue } from "../i18n/words";
import { opens } from "../purposes/views";
import { Page } from "../shell/page";
import { Failure } from "../shell/states";
import { rowsOf, type Row } from "./bands";
import { Entry } from "./entry";
import { Results } from "./results";
import { useList } from "./use-list";
import { useRowText } from "./use-row-text";
import { useScreening } from "./use-screening";
import "../styles/states.css";
import "./screening.css";

/** A list of persons and companies, held against the list of dishonest judgment debtors. */
export default function ScreeningPage() {
  const { w } = useRowText();
  const { purpose } = useBasis();
  return opens("screening", purpose) ? (
    <Screening />
  ) : (
    <Page title={w.title}>
      <NeedsBasis />
    </Page>
  );
}

function Screening() {
  const { format } = useTongue();
  const { w } = useRowText();
  const list = useList();
  const { work, error, found, all, begin, stop, forget } = useScreening(list.lines);
  const done = found.outcomes.size;
  const begun = done > 0 || work !== null;
  const rows = useMemo(() => rowsOf(list.lines, found.outcomes), [list.lines, found.outcomes]);
  const table = useTable(rows, all - done);
  return (
    <Page
      title={w.title}
      extra={<ExportButton size="middle" table={table} extensions={found.extensions} disabled={done === 0} />}
    >
      <Typography.Paragraph className="lead">{w.lead}</Typography.Paragraph>
      <Typography.Paragraph type="secondary">{w.memory}</Typography.Paragraph>
      {!begun && <Entry list={list} />}
      {rows.length > 0 && (
        <Typography.Text role="status">{w.read(format.number(rows.length), format.number(rows.length - all))}</Typography.Text>
      )}
      <Flex gap="small" align="center" wrap>
        {work === null ? (
          <Button type="primary" disabled={all === done || list.open} onClick={begin}>
            {done > 0 && done < all ? w.goOn(format.number(all - done)) : w.begin(format.number(all))}
          </Button>
        ) : (
          <Button onClick={stop}>{w.stop}</Button>
        )}
        {(begun || rows.length > 0) && (
          <Button
            disabled={work !== null}
            onClick={() => {
              forget();
              list.clear();
            }}
          >
            {w.newList}
          </Button>
        )}
        {begun && (
          <>
            <Typography.Text role="status">{w.checking(format.number(done), format.number(all))}</Typography.Text>
            <Progress className="screening-progress" percent={all === 0 ? 0 : Math.floor((done / all) * 100)} aria-label={w.checking(format.number(done), format.number(all))} />
          </>
        )}
      </Flex>
      {error !== null && (
        <>
          <Failure error={error} again={begin} />
          {error.code === "BUDGET_EXHAUSTED" && <Typography.Text>{w.quota}</Typography.Text>}
          {done > 0 && <Typography.Text>{w.kept}</Typography.Text>}
        </>
      )}
      {rows.length > 0 && <Results rows={rows} />}
    </Page>
  );
}

/** All lines, whichever are shown. */
function useTable(rows: readonly Row[], left: number): () => Table {
  const { format } = useTongue();
  const { w, band, reason, next } = useRowText();
  return () => ({
    name: "screening",
    columns: [w.line, w.name, w.id, w.births, w.result, w.reason, w.hubWords, w.next],
    rows: rows.map((row) => [
      row.line.number,
      row.line.name,
      row.line.id,
      row.line.subject?.birthDate ?? null,
      band(row.band),
      reason(row),
      row.outcome?.problem?.message ?? null,
      next(row),
    ]),
    missing: left > 0 ? [w.notChecked(format.number(left))] : [],
  });
}
