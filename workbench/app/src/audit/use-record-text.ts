import * as words from "../i18n/pages/audit";
import { usePageWords } from "../i18n/use-page-words";
import { useTongue, wordAt } from "../i18n/words";
import { choiceLabel } from "../model/model";
import type { AuditRow } from "./proof";
import type { useNames } from "./use-names";

/** Keyed hashes stand where somebody named a purpose that is none. */
const HASH = "h:";

/** What a record says in words. */
export function useRecordText(names: ReturnType<typeof useNames>) {
  const { words: all, language, format } = useTongue();
  const w = usePageWords(words);
  const listed = (items: readonly string[]) => items.join(language === "zh" ? "、" : ", ");

  const agency = (row: AuditRow) => {
    const name = names.agency(row.agency);
    return name === null ? row.agency : `${name} ${row.agency}`;
  };
  const purpose = (row: AuditRow) => {
    if (row.purpose === null) return w.withoutBasis;
    return row.purpose.startsWith(HASH) ? w.hashed : names.purpose(row.purpose);
  };
  const basis = (row: AuditRow) => [purpose(row), row.case, row.document].filter((part) => part !== null).join(" · ");
  const outcome = (row: AuditRow) => choiceLabel("AuditOutcome", row.outcome, language);
  const errors = (row: AuditRow) => listed(row.errors.map((code) => wordAt(all.errors.codes, code) ?? code));
  const changes = (row: AuditRow) => listed(row.changes.map(({ field, ...of }) => [field, of.agency, of.card, of.proposal].filter((part) => part !== null).join(" ")));
  const facts = (row: AuditRow): readonly (readonly [string, string])[] => {
    const f = w.facts;
    const every: readonly (readonly [string, string | null])[] = [
      [f.place, `${row.log} · ${row.index}`],
      [f.asked, format.time(row.asked)],
      [f.at, format.time(row.at)],
      [f.agency, agency(row)],
      [f.card, row.card],
      [f.role, row.role === null ? null : choiceLabel("Role", row.role, language)],
      [f.purpose, purpose(row)],
      [f.case, row.case],
      [f.document, row.document],
      [f.operation, row.operation],
      [f.changes, changes(row)],
      [f.outcome, outcome(row)],
      [f.errors, errors(row)],
      [f.entityCount, format.number(row.entityCount)],
      [f.masked, listed(row.masked)],
      [f.sources, listed(row.sources)],
      [f.cost, format.number(row.cost)],
      [f.documentSha256, row.documentSha256],
      [f.answerSha256, row.answerSha256],
    ];
    return every.map(([name, said]) => [name, said === null || said === "" ? all.common.none : said]);
  };
  return { w, agency, basis, purpose, outcome, errors, changes, facts };
}
