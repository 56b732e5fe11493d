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

export function KindTag({ kind }: { readonly kind: string }) {
  const { language } = useTongue();
  return <Tag className="kind-tag">{entityLabel(kind, language)}</Tag>;
}
