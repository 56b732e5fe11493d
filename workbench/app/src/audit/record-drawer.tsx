import { Drawer, Typography } from "antd";
import { Fragment } from "react";
import * as words from "../i18n/pages/audit";
import { usePageWords } from "../i18n/use-page-words";
import type { AuditRow } from "./proof";
import { ProofCheck } from "./proof-check";
import { useRecordText } from "./use-record-text";
import type { useNames } from "./use-names";

interface Props {
  readonly row: AuditRow | null;
  readonly names: ReturnType<typeof useNames>;
  readonly onClose: () => void;
}

/** One record whole, its proof, and its text as the log holds it. */
export function RecordDrawer({ row, names, onClose }: Props) {
  const w = usePageWords(words);
  return (
    <Drawer open={row !== null} onClose={onClose} title={w.one} size={720} destroyOnHidden>
      {row !== null && <Whole row={row} names={names} />}
    </Drawer>
  );
}

function Whole({ row, names }: { readonly row: AuditRow; readonly names: Props["names"] }) {
  const w = usePageWords(words);
  const { facts } = useRecordText(names);
  return (
    <>
      <dl className="record-facts">
        {facts(row).map(([name, said]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </Fragment>
        ))}
      </dl>
      <ProofCheck key={`${row.log} ${row.index}`} row={row} />
      {row.proof !== null && (
        <section aria-label={w.raw}>
          <h2 className="card-title">{w.raw}</h2>
          <Typography.Text type="secondary">{w.rawHint}</Typography.Text>
          {/* Scrolls, so the keyboard must reach it. */}
          <pre className="record-raw" tabIndex={0}>
            {row.proof.record}
          </pre>
        </section>
      )}
    </>
  );
}
