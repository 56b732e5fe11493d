/** Colours of the drawing, by appearance. Signs of kinds tell them apart too: colour alone says nothing to many (WCAG 1.4.1). */
import type { Language } from "../../i18n/preferences";
import { CANVASES, signOf as declared } from "../../model/model";

export const fillOf = (kind: string): string => declared(kind).colour;
export const signOf = (kind: string, language: Language): string => declared(kind)[language];

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
  page: CANVASES.light,
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
  page: CANVASES.dark,
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
