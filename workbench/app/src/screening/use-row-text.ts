import { wordAt, useTongue } from "../i18n/words";
import * as words from "../i18n/pages/screening";
import { usePageWords } from "../i18n/use-page-words";
import { choiceLabel } from "../model/model";
import type { Band, Row } from "./bands";

/** What a row says in words. */
export function useRowText() {
  const { language, format } = useTongue();
  const w = usePageWords(words);

  const band = (which: Band): string => {
    if (which === "UNREAD") return w.unread;
    return which === "WAITING" ? w.waiting : choiceLabel("ScreeningResult", which, language);
  };
  const reason = ({ line, outcome }: Row): string => {
    if (line.wrong !== null) return w.wrong[line.wrong];
    if (outcome === null) return "";
    const { by, why, score, candidates, moreCandidates, formerName, problem } = outcome;
    if (problem !== null) return wordAt(w.problems, problem.code) ?? w.wrong.UNREADABLE;
    const said = [
      ...(why === null ? [] : [choiceLabel("ScreeningReason", why, language)]),
      ...(formerName === true ? [w.formerName] : []),
      ...(candidates === null ? [] : [(moreCandidates === true ? w.candidatesMore : w.candidates)(format.number(candidates))]),
      ...(score === null ? [] : [w.alike(format.share(score))]),
      ...(by === null ? [] : [w.by(choiceLabel("ScreeningKey", by, language))]),
    ];
    return said.join(language === "zh" ? "；" : "; ");
  };
  const next = ({ band: which, outcome }: Row): string => {
    if (which === "WAITING") return "";
    if (which !== "HIT") return w.nexts[which];
    const courts = outcome?.courts.map(({ code, name }) => name ?? code) ?? [];
    return w.nexts.HIT(courts.length === 0 ? w.noCourt : courts.join(language === "zh" ? "、" : ", "));
  };
  return { w, band, reason, next };
}
