import type { Language } from "./preferences";

/** Values as the user's language writes them. All days are days of the courts' own clock. */
const LOCALES: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en-GB" };
const ZONE = "Asia/Shanghai";
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

export interface Format {
  readonly number: (value: number) => string;
  /** Fen, as yuan. */
  readonly money: (fen: number) => string;
  /** A fraction of one, in per cent. */
  readonly share: (fraction: number) => string;
  readonly day: (iso: string) => string;
  readonly time: (iso: string) => string;
  readonly duration: (seconds: number) => string;
}

export function formatOf(language: Language): Format {
  const locale = LOCALES[language];
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "CNY", currencyDisplay: "narrowSymbol" });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: ZONE });
  const unit = (name: "second" | "minute") =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" });
  const [second, minute] = [unit("second"), unit("minute")];
  return {
    number: (value) => number.format(value),
    money: (fen) => money.format(fen / 100),
    share: (fraction) => share.format(fraction),
    day: (iso) => (DAY.test(iso) ? day.format(new Date(`${iso}T00:00:00Z`)) : iso),
    time: (iso) => {
      const at = new Date(iso);
      return Number.isNaN(at.getTime()) ? iso : time.format(at);
    },
    duration: (seconds) =>
      seconds < 90 ? second.format(Math.max(0, Math.ceil(seconds))) : minute.format(Math.ceil(seconds / 60)),
  };
}
