/** Language and appearance: preferences of the reader, and nothing else, may stay in the browser. */
export type Language = "zh" | "en";
export type Theme = "light" | "dark" | "system";

const KEYS = { language: "linkage.language", theme: "linkage.theme" } as const;

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is switched off: the preference lasts as long as the page.
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

export function firstLanguage(): Language {
  const kept = read(KEYS.language);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith("zh")) ? "zh" : "en";
}

export function firstTheme(): Theme {
  const kept = read(KEYS.theme);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export const keepLanguage = (language: Language): void => write(KEYS.language, language);
export const keepTheme = (theme: Theme): void => write(KEYS.theme, theme);
