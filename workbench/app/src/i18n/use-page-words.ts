import type { Language } from "./preferences";
import { useTongue } from "./words";

/** The words of one page, loaded with it; Chinese has the same keys. */
export function usePageWords<Words>(words: Readonly<Record<Language, Words>>): Words {
  return words[useTongue().language];
}
