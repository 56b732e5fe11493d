import { Button, Card, Flex, Typography } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { isAbort, type HubError } from "../ask/problems";
import type { Told } from "../ask/question";
import { asHubError, useAsk } from "../ask/use-ask";
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
  readonly cursor: string | null;
  readonly more: boolean;
  readonly told: readonly Told[];
}

const NONE: Rows = { flags: [], total: null, cursor: null, more: false, told: [] };

/** All flags the purpose shows, the latest first. */
export function FlagsPage() {
  const { words, format } = useTongue();
  const { purpose } = useBasis();
  const open = opensGraph(purpose);
  const put = useAsk();
  const [rows, setRows] = useState<Rows>(NONE);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<HubError | null>(null);
  const ending = useRef<AbortController | null>(null);
  const table = useTable(rows);

  const load = useCallback(
    (after: string | null) => {
      ending.current?.abort();
      const controller = new AbortController();
      ending.current = controller;
      setAsking(true);
      setError(null);
      put(Flags, { first: SIZE, after }, controller.signal).then(
        ({ data, told }) => {
          const page = data.flags;
          setRows((was) => ({
            flags: [...(after === null ? [] : was.flags), ...(page?.nodes ?? [])],
            total: page?.totalCount ?? null,
            cursor: page?.pageInfo.endCursor ?? null,
            more: page?.pageInfo.hasNextPage ?? false,
            told: [...(after === null ? [] : was.told), told],
          }));
          setAsking(false);
        },
        (reason: unknown) => {
          if (isAbort(reason)) return;
          setAsking(false);
          setError(asHubError(reason));
        },
      );
    },
    [put],
  );
  const again = useCallback(() => load(null), [load]);
  useFlagsChanged(again);
  useEffect(() => {
    if (!open) return undefined;
    again();
    return () => ending.current?.abort();
  }, [open, again]);

  return (
    <Page
      title={words.flags.title}
      extra={open && <ExportButton size="middle" table={table} told={rows.told} disabled={rows.flags.length === 0} />}
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
          {rows.more && (
            <Button size="small" loading={asking} onClick={() => load(rows.cursor)}>
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
