import { Button, Card, Flex, Typography } from "antd";
import { usePages } from "../ask/use-pages";
import { opensGraph, useBasis } from "../basis/basis";
import { NeedsBasis } from "../basis/needs-basis";
import { ExportButton } from "../export/export-button";
import { unloaded, type Table } from "../export/table";
import { Flags } from "../generated/operations";
import { useTongue } from "../i18n/words";
import { choiceLabel } from "../model/model";
import { Page } from "../shell/page";
import { Failure, Loading, Nothing } from "../shell/states";
import { useFlagsChanged } from "./changed";
import { FlagCard, useSubjectText, type FlagRow } from "./flag-card";
import "./flags.css";

const SIZE = 20;

interface Rows {
  readonly flags: readonly FlagRow[];
  readonly total: number | null;
  readonly more: boolean;
}

/** All flags the purpose shows, the latest first. */
export default function FlagsPage() {
  const { words, format } = useTongue();
  const { purpose } = useBasis();
  const open = opensGraph(purpose);
  const { answers, more, asking, error, readOn, restart, again } = usePages({ question: Flags, variables: open ? { first: SIZE } : null, cutOf: ({ flags }) => flags?.pageInfo ?? null });
  const pages = answers.map(({ data }) => data.flags);
  const rows: Rows = { flags: pages.flatMap((page) => page?.nodes ?? []), total: pages.at(-1)?.totalCount ?? null, more };
  const table = useTable(rows);
  useFlagsChanged(restart);

  return (
    <Page
      title={words.flags.title}
      extra={open && <ExportButton size="middle" table={table} extensions={answers.map(({ extensions }) => extensions)} disabled={rows.flags.length === 0} />}
    >
      {!open && <NeedsBasis />}
      {open && error !== null && <Failure error={error} again={again} />}
      {open && asking && rows.flags.length === 0 && <Loading />}
      {open && !asking && error === null && rows.flags.length === 0 && <Nothing text={words.flags.none} />}
      <div className="flag-grid">
        {rows.flags.map((flag) => (
          <Card key={flag.id} size="small">
            <FlagCard flag={flag} withSubjects />
          </Card>
        ))}
      </div>
      {rows.total !== null && rows.flags.length > 0 && (
        <Flex gap="small" align="center">
          <Typography.Text type="secondary">
            {words.common.of(format.number(rows.flags.length), format.number(rows.total))}
          </Typography.Text>
          {more && (
            <Button size="small" loading={asking} onClick={readOn}>
              {words.common.more}
            </Button>
          )}
        </Flex>
      )}
    </Page>
  );
}

function useTable({ flags, total, more }: Rows): () => Table {
  const { words, language, format } = useTongue();
  const subjectText = useSubjectText();
  const w = words.flags;
  return () => ({
    name: "flags",
    columns: [w.number, w.kind, w.state, w.on, w.statement, w.evidence, w.by, w.at, w.withdrawnAt, w.reason],
    rows: flags.map((flag) => [
      flag.flagNo,
      flag.kind === null ? null : choiceLabel("FlagKind", flag.kind, language),
      flag.state === null ? null : choiceLabel("FlagState", flag.state, language),
      subjectText(flag),
      flag.statement,
      flag.evidence,
      flag.agencies?.nodes[0]?.label ?? null,
      flag.raisedAt,
      flag.withdrawnAt,
      flag.withdrawalReason,
    ]),
    missing: unloaded(flags.length, total, more, words, format),
  });
}
