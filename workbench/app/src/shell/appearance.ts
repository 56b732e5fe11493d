import { createContext, useContext, useEffect, useState } from "react";
import { firstTheme, keepTheme, type Theme } from "../i18n/preferences";

export interface Appearance {
  readonly theme: Theme;
  /** What is shown, by choice of the officer or of the system. */
  readonly dark: boolean;
  readonly change: (theme: Theme) => void;
}

export const AppearanceContext = createContext<Appearance>({ theme: "system", dark: false, change: () => {} });

export const useAppearance = (): Appearance => useContext(AppearanceContext);

/** Follows the system until somebody chooses. */
export function useAppearanceNow(): Appearance {
  const [theme, setTheme] = useState<Theme>(firstTheme);
  const [systemDark, setSystemDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const listen = () => setSystemDark(query.matches);
    query.addEventListener("change", listen);
    return () => query.removeEventListener("change", listen);
  }, []);
  const dark = theme === "dark" || (theme === "system" && systemDark);
  useEffect(() => {
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  }, [dark]);
  return {
    theme,
    dark,
    change: (next) => {
      keepTheme(next);
      setTheme(next);
    },
  };
}
