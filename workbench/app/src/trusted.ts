/**
 * Every text that the workbench may ask: those of its *.graphql files, and those that it composes from the model. The
 * build leaves their hashes beside the pages, so that a hub that takes registered documents alone takes these too.
 */
import { countsQuestions, factsQuestion, linkFields, pageQuestion, timelineParts, timelineQuestion } from "./entity/compose";
import { flagsOn } from "./flags/flags-on";
import * as operations from "./generated/operations";
import { fittingQuestion, LINKS_AT_ONCE, linksText, openQuestion } from "./graph/asking/compose";
import { entityOf, KINDS, narrower, sortable, type LinkField } from "./model/model";
import type { HubOrder } from "./entity/sorting";

interface Text {
  readonly text: string;
}

const isText = (value: unknown): value is Text => typeof value === "object" && value !== null && "text" in value;

/** The orders that a table of a field's links may ask for (entity/sorting.ts), and none. */
function ordersOf({ target }: LinkField): readonly (HubOrder | null)[] {
  const names = new Set([target, ...narrower(target)].flatMap((name) => entityOf(name)?.props.map((prop) => prop.name) ?? []));
  const sorted = [...names].filter((name) => sortable(target, name));
  return [null, ...sorted.flatMap((prop) => [true, false].map((descending) => ({ prop, descending })))];
}

export function everyText(): readonly string[] {
  const composed = KINDS.flatMap((kind): readonly Text[] => [
    factsQuestion(kind),
    ...countsQuestions(kind),
    ...timelineParts(kind).map((part) => timelineQuestion(kind, part)),
    flagsOn(kind),
    ...linkFields(kind).flatMap((field) => ordersOf(field).map((order) => pageQuestion(kind, field, order))),
    ...(entityOf(kind)?.fields ?? []).flatMap((field) => [
      fittingQuestion(kind, field),
      openQuestion(kind, field, true),
      openQuestion(kind, field, false),
    ]),
  ]);
  const links = Array.from({ length: LINKS_AT_ONCE }, (_, at) => linksText(at + 1));
  const written = Object.values<unknown>(operations).filter(isText);
  return [...new Set([...written, ...composed].map(({ text }) => text).concat(links))];
}
