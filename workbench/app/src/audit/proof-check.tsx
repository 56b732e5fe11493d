import { Typography } from "antd";
import { useEffect, useState } from "react";
import * as words from "../i18n/pages/audit";
import { usePageWords } from "../i18n/use-page-words";
import { useTongue } from "../i18n/words";
import { Notice } from "../shell/notice";
import { checkProof, STEPS, type AuditRow, type Checked } from "./proof";

/** Whether all of it holds, only the path (what signs is not known here), or not at all. */
function together(checked: Checked): "good" | "goodPath" | "bad" | "unchecked" {
  const verdicts = STEPS.map((step) => checked[step]);
  if (verdicts.includes("BAD")) return "bad";
  if (verdicts.every((verdict) => verdict === "GOOD")) return "good";
  return checked.path === "GOOD" && checked.leaf === "GOOD" ? "goodPath" : "unchecked";
}

const KINDS = { good: "success", goodPath: "warning", bad: "error", unchecked: "warning" } as const;

/** The proof of a record, checked here and now; each step by itself. */
export function ProofCheck({ row }: { readonly row: AuditRow }) {
  const { format } = useTongue();
  const w = usePageWords(words);
  const { proof } = row;
  const [checked, setChecked] = useState<Checked | null>(null);
  useEffect(() => {
    let wanted = proof !== null;
    if (proof !== null) void checkProof(row, proof).then((found) => wanted && setChecked(found));
    return () => {
      wanted = false;
    };
  }, [row, proof]);
  if (proof === null) return <Notice kind="warning" text={w.noProof} />;
  if (checked === null) return <Typography.Text role="status">{w.checking}</Typography.Text>;
  const all = together(checked);
  return (
    <section aria-label={w.checkTitle} className="proof">
      <Notice
        kind={KINDS[all]}
        text={w[all]}
        more={
          <>
            <ul className="proof-steps">
              {STEPS.map((step) => (
                <li key={step}>
                  {w.steps[step]}: <strong>{w.verdicts[checked[step]]}</strong>
                </li>
              ))}
            </ul>
            <div>{w.fingerprint(proof.key, proof.algorithm)}</div>
            <div>{w.head(format.number(proof.size), format.time(proof.at))}</div>
            <div>{w.otherway}</div>
          </>
        }
      />
    </section>
  );
}
