/** What stands on the chart, in words. */
import { useCallback } from "react";
import { useTongue } from "../../i18n/words";
import { linkOf, linkPropLabel, reading } from "../../model/model";
import { useValueText } from "../../model/values";
import type { LinkEnds } from "../chart/chart";
import type { Knowledge, LinkFacts } from "../chart/knowledge";

export function useNames(known: Knowledge): { readonly name: (id: string) => string; readonly read: (link: LinkEnds) => string } {
  const { words, language } = useTongue();
  const name = useCallback((id: string) => known.nodes.get(id)?.label ?? words.common.unknown, [known, words]);
  const read = useCallback(({ kind, source, target }: LinkEnds) => reading(kind, name(source), name(target), language), [name, language]);
  return { name, read };
}

/** The link's own properties, as "Share: 50 %; …". */
export function useDetailText(): (facts: LinkFacts) => string {
  const { language } = useTongue();
  const valueText = useValueText();
  return useCallback(
    ({ kind, details }) =>
      details
        .map(({ name, value }) => {
          const prop = linkOf(kind)?.props.find((each) => each.name === name);
          const text = prop === undefined ? String(value) : (valueText(prop, value) ?? "");
          return `${linkPropLabel(kind, name, language)}: ${text}`;
        })
        .join("; "),
    [language, valueText],
  );
}
