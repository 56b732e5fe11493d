/** Lines as somebody types or pastes them: name, number or both, in any order. */
import { compact, lineOf, type Line, type Part } from "./subjects";

const HAN = /\p{Script=Han}/u;
const DATE = /^\d{4}([-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}[日号]?)$/;
/** Eight digits alone are a day; nothing else that is asked about has eight. */
const BARE_DATE = /^(18|19|20)\d{6}$/;
const NUMBER = /^[0-9A-Z*]{9,24}$|^\d+\.\d+E\+?\d+$/;

/** Blanks between a name and the number that is glued to it. */
const apart = (line: string): string => line.replace(/(\p{Script=Han})(?=[\d０-９]{9})/gu, "$1 ").replace(/([\d０-９]{9}[XxＸｘ]?)(?=\p{Script=Han})/gu, "$1 ");

/** A part that is a number or a day by itself; null where it may be a name. */
function partOf(text: string): Part | null {
  const plain = text.normalize("NFKC").trim();
  if (DATE.test(plain.replace(/\s/g, "")) || BARE_DATE.test(plain)) return { birthDate: plain };
  const number = compact(text);
  // "LI XIAOMING 1985" is no number, however its signs are counted.
  if (/(^|\s)[A-Za-z]{2,}(\s|$)/.test(plain)) return null;
  return NUMBER.test(number) && (number.match(/[\d*]/g)?.length ?? 0) >= 6 ? { number: text.trim() } : null;
}

/** What stands between two separators: one part, or a name and a number with a blank between them. */
function partsOf(field: string): readonly Part[] {
  const whole = partOf(field);
  if (whole !== null) return [whole];
  const found: Part[] = [];
  let run: string[] = [];
  let digits = false;
  const end = () => {
    const text = run.join(" ");
    const part = digits ? partOf(text) : null;
    // Several numbers beside each other are each a part of their own.
    if (part === null && digits && run.length > 1) found.push(...run.map((each): Part => partOf(each) ?? { name: each }));
    else if (text !== "") found.push(part ?? { name: text });
    run = [];
  };
  for (const word of field.trim().split(/\s+/)) {
    const numeric = /[\d*]/.test(word.normalize("NFKC")) && (!HAN.test(word) || DATE.test(word.normalize("NFKC")));
    if (numeric !== digits) end();
    digits = numeric;
    run.push(word);
  }
  end();
  return found;
}

/** All lines that hold anything, with their numbers. */
export function typedLines(text: string): readonly Line[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, at) => {
    if (line.trim() === "") return [];
    const fields = apart(line).split(/[\t,，;；、|]/).filter((field) => field.trim() !== "");
    return [lineOf(at + 1, fields.flatMap(partsOf))];
  });
}
