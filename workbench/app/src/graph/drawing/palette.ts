/** Colours and signs of kinds. The sign tells them apart too: colour alone says nothing to many (WCAG 1.4.1). */
import type { Language } from "../../i18n/preferences";

interface Look {
  /** White is readable on it (WCAG 1.4.3), on light and on dark pages. */
  readonly fill: string;
  readonly zh: string;
  readonly en: string;
}

const LOOKS: Readonly<Record<string, Look>> = {
  Person: { fill: "#1f5fbf", zh: "人", en: "P" },
  Company: { fill: "#7a4bb5", zh: "企", en: "Co" },
  Vehicle: { fill: "#0b7a75", zh: "车", en: "V" },
  EnforcementCase: { fill: "#b3261e", zh: "案", en: "Ca" },
  RealEstate: { fill: "#8a5a00", zh: "房", en: "RE" },
  BankAccount: { fill: "#2e7d32", zh: "户", en: "BA" },
  HousingFundAccount: { fill: "#00695c", zh: "积", en: "HF" },
  Equity: { fill: "#5f6a00", zh: "股", en: "Eq" },
  Phone: { fill: "#ad3f7f", zh: "话", en: "Ph" },
  Address: { fill: "#5f6b76", zh: "址", en: "Ad" },
  Agency: { fill: "#37474f", zh: "局", en: "Ag" },
  Officer: { fill: "#455a9a", zh: "员", en: "Of" },
  Document: { fill: "#795548", zh: "文", en: "Do" },
  DishonestyEntry: { fill: "#b8400b", zh: "失", en: "Di" },
  Clue: { fill: "#9a3b9a", zh: "索", en: "Cl" },
  Flag: { fill: "#c62828", zh: "旗", en: "Fl" },
};
const OTHER: Look = { fill: "#55606b", zh: "他", en: "?" };

export const fillOf = (kind: string): string => (LOOKS[kind] ?? OTHER).fill;
export const signOf = (kind: string, language: Language): string => (LOOKS[kind] ?? OTHER)[language];

export interface Paint {
  readonly page: string;
  readonly text: string;
  readonly line: string;
  readonly faint: string;
  readonly chosen: string;
  readonly way: string;
  readonly ring: string;
  readonly box: string;
  readonly boxLine: string;
}

const LIGHT: Paint = {
  page: "#ffffff",
  text: "#1b1f24",
  line: "#6b7682",
  faint: "#c3cad1",
  chosen: "#0b57b0",
  way: "#c2410c",
  ring: "#ffffff",
  box: "#eef3fa",
  boxLine: "#8fa7c4",
};

const DARK: Paint = {
  page: "#16191d",
  text: "#e8ecf0",
  line: "#93a0ad",
  faint: "#3a434d",
  chosen: "#74b4ff",
  way: "#ff9d66",
  ring: "#0f1114",
  box: "#1d2530",
  boxLine: "#4d6785",
};

export const paintOf = (dark: boolean): Paint => (dark ? DARK : LIGHT);
