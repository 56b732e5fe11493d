import { useCallback } from "react";
import { useTongue } from "../i18n/words";
import { choiceLabel, isChoice, type Prop } from "./model";

/** Hidden characters show as asterisks; the hub names the fields in which there are some. */
export function looksMasked(value: unknown): boolean {
  return typeof value === "string" && value.includes("*");
}

/** A value as the reader's language writes it; null where there is none. */
export function useValueText(): (prop: Pick<Prop, "kind">, value: unknown) => string | null {
  const { words, language, format } = useTongue();
  return useCallback(
    ({ kind }, value) => {
      if (value === null || value === undefined) return null;
      if (typeof value === "boolean") return value ? words.common.yes : words.common.no;
      if (typeof value === "number") {
        if (kind === "Fen") return format.money(value);
        return kind === "Share" ? format.share(value) : format.number(value);
      }
      if (Array.isArray(value)) return value.join(language === "zh" ? "、" : ", ");
      if (typeof value !== "string") return JSON.stringify(value);
      if (looksMasked(value)) return value;
      if (kind === "Date") return format.day(value);
      if (kind === "DateTime") return format.time(value);
      return isChoice(kind) ? choiceLabel(kind, value, language) : value;
    },
    [words, language, format],
  );
}
