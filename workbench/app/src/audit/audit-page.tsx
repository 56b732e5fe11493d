import { Button, Flex, Table, Tag, Typography } from "antd";
import { useState } from "react";
import { usePages } from "../ask/use-pages";
import { useBasis } from "../basis/basis";
import { NeedsBasis } from "../basis/needs-basis";
import { ExportButton } from "../export/export-button";
import type { Table as Exported } from "../export/table";
import { AuditRecords } from "../generated/operations";
import * as words from "../i18n/pages/audit";
import { usePageWords } from "../i18n/use-page-words";
import { useTongue } from "../i18n/words";
import { opens } from "../purposes/views";
import { useOfficer } from "../session/session-context";
import { Page } from "../shell/page";
import { Failure, Loading, Nothing } from "../shell/states";
import { ConditionsForm, type Conditions } from "./conditions";
import type { AuditRow } from "./proof";
import { RecordDrawer } from "./record-drawer";
import { useNames } from "./use-names";
import { useRecordText } from "./use-record-text";
import "../styles/states.css";
import "./audit.css";

const SIZE = 20;
const STATES: Readonly<Record<string, string>> = { ANSWERED: "plain", REFUSED: "bad" };

/** Who asked what about whom, on which basis. */
export default function AuditPage() {
  const w = usePageWords(words);
  const { purpose } = useBasis();
  return opens("audit", purpose) ? (
    <Records />
  ) : (
    <Page title={w.title}>
      <NeedsBasis />
    </Page>
  );
}

function Records() {
  const { format } = useTongue();
  const { officer } = useOfficer();
  const names = useNames();
  const { w, agency, basis, outcome, errors } = useRecordText(names);
  const [conditions, setConditions] = useState<Conditions>({});
  const [open, setOpen] = useState<AuditRow | null>(null);
  const { answers, more, asking, error, readOn, restart, again } = usePages({
    question: AuditRecords,
    variables: { ...conditions, first: SIZE },
    cutOf: ({ auditRecords: page }) => page && { hasNextPage: page.more, endCursor: page.endCursor },
  });
  const rows = answers.flatMap(({ data }) => data.auditRecords?.records ?? []);
  const table = useTable(rows, more, names);
  const every = officer.roles.includes("AUDIT_ADMINISTRATOR");
  return (
    <Page title={w.title} extra={<ExportButton size="middle" table={table} extensions={answers.map(({ extensions }) => extensions)} disabled={rows.length === 0} />}>
      <Typography.Paragraph className="lead">
        {w.lead} {every ? w.scopeAll : w.scopeOwn(officer.agencyName)}
      </Typography.Paragraph>
      <ConditionsForm
        names={names}
        asking={asking}
        find={(wanted) => {
          // The same conditions once more: what has been recorded meanwhile is asked for.
          if (JSON.stringify(wanted) === JSON.stringify(conditions)) restart();
          else setConditions(wanted);
        }}
      />
      {error !== null && <Failure error={error} again={again} />}
      {asking && rows.length === 0 && <Loading />}
      {!asking && error === null && rows.length === 0 && !more && <Nothing text={w.none} hint={w.noneHint} />}
      {rows.length > 0 && (
        <Table<AuditRow>
          rowKey={(row) => `${row.log} ${row.index}`}
          size="small"
          pagination={false}
          scroll={{ x: "max-content" }}
          dataSource={rows}
          columns={[
            { title: w.time, render: (_, row) => format.time(row.at) },
            {
              title: w.who,
              render: (_, row) => (
                <>
                  <div>{agency(row)}</div>
                  <Typography.Text type="secondary">{row.card}</Typography.Text>
                </>
              ),
            },
            { title: w.basis, render: (_, row) => basis(row) },
            { title: w.what, render: (_, row) => row.operation },
            {
              title: w.outcome,
              render: (_, row) => (
                <>
                  <Tag className={`state state-${STATES[row.outcome] ?? "doubtful"}`}>{outcome(row)}</Tag>
                  {errors(row)}
                </>
              ),
            },
            { title: w.returned, align: "right", render: (_, row) => format.number(row.entityCount) },
            {
              title: w.proof,
              render: (_, row) => (
                <Button size="small" onClick={() => setOpen(row)}>
                  {w.proof}
                </Button>
              ),
            },
          ]}
        />
      )}
      {(rows.length > 0 || more) && (
        <Flex gap="small" align="center" wrap className="table-foot">
          <Typography.Text type="secondary">{w.count(format.number(rows.length))}</Typography.Text>
          {more && (
            <>
              <Typography.Text role="status">{rows.length === 0 ? w.stillMore : w.moreThere}</Typography.Text>
              <Button size="small" loading={asking} onClick={readOn}>
                {w.readOn}
              </Button>
            </>
          )}
        </Flex>
      )}
      <RecordDrawer row={open} names={names} onClose={() => setOpen(null)} />
    </Page>
  );
}

function useTable(rows: readonly AuditRow[], more: boolean, names: ReturnType<typeof useNames>): () => Exported {
  const { format } = useTongue();
  const { w, agency, purpose, outcome, errors, changes } = useRecordText(names);
  const f = w.facts;
  return () => ({
    name: "audit",
    columns: [f.place, f.asked, f.at, f.agency, f.card, f.role, f.purpose, f.case, f.document, f.operation, f.changes, f.outcome, f.errors, f.entityCount, f.sources, f.documentSha256, f.answerSha256],
    rows: rows.map((row) => [
      `${row.log} ${row.index}`,
      row.asked,
      row.at,
      agency(row),
      row.card,
      row.role,
      purpose(row),
      row.case,
      row.document,
      row.operation,
      changes(row),
      outcome(row),
      errors(row),
      row.entityCount,
      row.sources.join(" "),
      row.documentSha256,
      row.answerSha256,
    ]),
    missing: more ? [w.notLoaded(format.number(rows.length))] : [],
  });
}
