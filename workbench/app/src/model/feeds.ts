/** What agencies and their registers are called, as declared in loaders/agencies/; provenance names them as feeds. */
import sources from "../../../../loaders/sources.json";
import type { Language } from "../i18n/preferences";
import type { Label } from "./model";

interface Source extends Label {
  readonly feeds: Readonly<Record<string, Label>>;
}

const SOURCES: Readonly<Record<string, Source>> = sources;

/** `police.residents` as people read it; a feed that an agency declared by itself keeps its name. */
export function feedLabel(feed: string, language: Language): string {
  const [agency = "", register = ""] = feed.split(".");
  const source = SOURCES[agency];
  return source === undefined ? feed : `${source[language]} · ${source.feeds[register]?.[language] ?? register}`;
}
