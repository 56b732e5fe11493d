/** Whom a list asks about: one line each, read by the columns of a table or as it was typed. */
export interface Subject {
  readonly name?: string;
  readonly citizenId?: string;
  readonly uscc?: string;
  readonly birthDate?: string;
}

/** Why a line cannot be sent. */
export type Wrong = "TWO_NUMBERS" | "TWO_NAMES" | "OLD_NUMBER" | "LOST_DIGITS" | "MASKED" | "NOBODY" | "UNREADABLE" | "OPEN_QUOTE";

/** One line of the list: its number where it was read, what stands there, and whom it asks about. */
export interface Line {
  readonly number: number;
  readonly name: string;
  /** The number of the person or company, or what stands there instead. */
  readonly id: string;
  readonly subject: Subject | null;
  readonly wrong: Wrong | null;
}

export type Part = { readonly name: string } | { readonly number: string; readonly as?: "citizenId" | "uscc" } | { readonly birthDate: string };

/** In half width, without blanks and hyphens, in capitals. */
export const compact = (text: string): string => text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();

/** What a spreadsheet makes of a long number that is no text: 9.90102E+17. */
const SCIENTIFIC = /^\d+(\.\d+)?E\+?\d+$/;
const DAY = /^(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/** The kind of number, where the number itself shows it. The hub checks the digits. */
function kindOf(number: string): "citizenId" | "uscc" | Wrong {
  if (number.includes("*")) return "MASKED";
  if (SCIENTIFIC.test(number)) return "LOST_DIGITS";
  // A citizen id of before 1999, or the registration number of a company of before 2015.
  if (/^\d{15}$/.test(number)) return "OLD_NUMBER";
  if (/[A-Z]/.test(number.replace(/X$/, ""))) return "uscc";
  // 18 digits are also a credit code; then no date of birth stands in the middle.
  return number.length === 18 && !DAY.test(number.slice(6, 14)) ? "uscc" : "citizenId";
}

function numberIn(number: string, as: "citizenId" | "uscc" | undefined): Subject | Wrong {
  const sent = compact(number);
  const kind = kindOf(sent);
  if (as !== undefined && kind !== "MASKED" && kind !== "LOST_DIGITS") return { [as]: sent };
  return kind === "citizenId" || kind === "uscc" ? { [kind]: sent } : kind;
}

const HAN = /\p{Script=Han}/u;

/** The line that these parts are; what is asked about twice, or nobody, is said. */
export function lineOf(number: number, parts: readonly Part[]): Line {
  const names = parts.flatMap((part) => ("name" in part ? [part.name] : []));
  const numbers = parts.filter((part) => "number" in part);
  const born = parts.flatMap((part) => ("birthDate" in part ? [part.birthDate] : []));
  // "Li, Xiaoming" is one name; two names in Chinese are two people.
  const shown = { number, name: names.join(", "), id: numbers.map((part) => part.number).join(", ") };
  const no = (wrong: Wrong): Line => ({ ...shown, subject: null, wrong });
  if (numbers.length > 1) return no("TWO_NUMBERS");
  if (names.length > 1 && names.some((name) => HAN.test(name))) return no("TWO_NAMES");
  // A number that was not recognised beside the name would be looked up as a part of it, and not be found.
  if (born.length > 1 || (shown.name.match(/\d/g)?.length ?? 0) >= 6) return no("UNREADABLE");
  const [first] = numbers;
  if (first !== undefined) {
    const found = numberIn(first.number, first.as);
    return typeof found === "string" ? no(found) : { ...shown, subject: found, wrong: null };
  }
  if (shown.name === "") return no("NOBODY");
  if (!/\p{L}/u.test(shown.name)) return no("UNREADABLE");
  return { ...shown, subject: { name: shown.name, ...(born[0] === undefined ? {} : { birthDate: born[0] }) }, wrong: null };
}
