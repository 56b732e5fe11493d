import { Tag } from "antd";
import { useTongue } from "../i18n/words";
import { choiceLabel, entityLabel, fieldLabel } from "../model/model";
import type { Hit } from "./searching";

/** Why it was found: which field, and how the text fits it. */
export function useWhy(): (hit: Hit) => string {
  const { words, language } = useTongue();
  return (hit) =>
    hit.matched
      .map(({ field, how }) =>
        words.search.matched(
          fieldLabel(hit.node.__typename, field, language),
          choiceLabel("MatchKind", how, language),
        ),
      )
      .join("; ");
}

/** What tells it from others of the same name, as far as the purpose shows it. */
export function Apart({ apart }: { readonly apart: Hit["apart"] }) {
  const { words } = useTongue();
  const { birthYear, numberEnd, division, address, isDebtor } = apart;
  const said = [
    birthYear === null ? null : words.search.born(String(birthYear)),
    numberEnd === null ? null : words.search.numberEnd(numberEnd),
    address ?? (division === null ? null : words.search.division(division)),
  ].filter((each) => each !== null);
  if (isDebtor !== true && said.length === 0) return null;
  return (
    <span className="search-apart">
      {isDebtor === true && <Tag color="red">{words.search.debtor}</Tag>}
      {said.join(" · ")}
    </span>
  );
}

export function KindTag({ kind }: { readonly kind: string }) {
  const { language } = useTongue();
  return <Tag className="kind-tag">{entityLabel(kind, language)}</Tag>;
}
