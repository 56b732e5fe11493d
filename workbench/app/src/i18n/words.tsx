import { createContext, useContext } from "react";
import { en, type Words } from "./en";
import { formatOf, type Format } from "./format";
import type { Language } from "./preferences";
import { zh } from "./zh";

export interface Tongue {
  readonly language: Language;
  readonly words: Words;
  readonly format: Format;
  readonly change: (language: Language) => void;
}

const WORDS: Readonly<Record<Language, Words>> = { en, zh };

export function tongueOf(language: Language, change: (language: Language) => void): Tongue {
  return { language, words: WORDS[language], format: formatOf(language), change };
}

export const TongueContext = createContext<Tongue>(tongueOf("zh", () => {}));

/** The words, formats and name of the language that is shown. */
export function useTongue(): Tongue {
  return useContext(TongueContext);
}

export function useWords(): Words {
  return useTongue().words;
}

/** The word for a key that comes from the hub; null where there is none of ours. */
export function wordAt(words: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(words, key) ? (words[key] ?? null) : null;
}
