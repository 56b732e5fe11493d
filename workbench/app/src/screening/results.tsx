import { Button, Flex, Table, Tag, Typography } from "antd";
import { useState } from "react";
import { useTongue } from "../i18n/words";
import { BANDS, countBands, type Band, type Row } from "./bands";
import { useRowText } from "./use-row-text";

const STATES: Readonly<Record<Band, string>> = { HIT: "bad", UNCERTAIN: "doubtful", INVALID: "wrong", UNREAD: "wrong", NO_HIT: "plain", WAITING: "plain" };
/** Pixels: the height of what is drawn of a long list; the rest of it is not. */
const HEIGHT = 520;
const WIDTH = 1180;

/** Every line of the list with what came of it, all of them or one band. */
export function Results({ rows }: { readonly rows: readonly Row[] }) {
  const { format } = useTongue();
  const { w, band, reason, next } = useRowText();
  const [chosen, setChosen] = useState<Band | null>(null);
  const counts = countBands(rows);
  const shown = chosen !== null && counts.has(chosen) ? chosen : null;
  const of = (which: Band | null) => (which === null ? rows.length : (counts.get(which) ?? 0));
  return (
    <>
      <Flex gap="small" wrap role="group" aria-label={w.show}>
        {[null, ...BANDS.filter((each) => counts.has(each))].map((each) => (
          <Button key={each ?? ""} size="small" type={each === shown ? "primary" : "default"} aria-pressed={each === shown} onClick={() => setChosen(each)}>
            {each === null ? w.all : band(each)}
            <span className="count">{format.number(of(each))}</span>
          </Button>
        ))}
      </Flex>
      <Table<Row>
        virtual
        rowKey="place"
        size="small"
        pagination={false}
        scroll={{ x: WIDTH, y: HEIGHT }}
        dataSource={rows.filter((row) => shown === null || row.band === shown)}
        columns={[
          { title: w.line, width: 80, render: (_, { line }) => format.number(line.number) },
          { title: w.name, width: 180, render: (_, { line }) => line.name },
          { title: w.id, width: 200, render: (_, { line }) => line.id },
          { title: w.result, width: 130, render: (_, row) => <Tag className={`state state-${STATES[row.band]}`}>{band(row.band)}</Tag> },
          { title: w.reason, width: 320, render: (_, row) => <Reason text={reason(row)} row={row} /> },
          { title: w.next, width: 270, render: (_, row) => next(row) },
        ]}
      />
    </>
  );
}

/** The reason, and of what the hub could not read its own words: they name the digit that is wrong. */
function Reason({ row, text }: { readonly row: Row; readonly text: string }) {
  const { w } = useRowText();
  const problem = row.outcome?.problem ?? null;
  return (
    <>
      {text}
      {problem !== null && (
        <Typography.Text type="secondary" className="hub-problem">
          {w.hubWords}: <span lang="en">{[problem.message, problem.hint].filter(Boolean).join(" ")}</span>
        </Typography.Text>
      )}
    </>
  );
}
