import type { HubError } from "../ask/problems";
import type { Words } from "../i18n/en";
import { wordAt } from "../i18n/words";

/** An error on one line. */
export function shownError(error: HubError, words: Words): string {
  return wordAt(words.errors.codes, error.code) ?? (error.problem.message === "" ? words.errors.title : error.problem.message);
}
