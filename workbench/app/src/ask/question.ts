/** An operation as it is sent, and what its variables and its answer look like. */
export interface Question<Result, Variables> {
  readonly name: string;
  readonly text: string;
  /** For the compiler alone; never there. */
  readonly types?: (variables: Variables) => Result;
}

/** Why one asks: the lawful purpose, the case and the document it rests on. */
export interface Basis {
  readonly purpose: string;
  readonly case?: string;
  readonly document?: string;
}

/** Who asks, as the page has it: the session may be another officer's by now. */
export interface Asker {
  readonly agency: string;
  readonly card: string;
}

/** Proof that the answer stands in the audit log. */
export interface Receipt {
  readonly log: string;
  readonly index: number;
  readonly at: string;
}

/** What stands beside the data of an answer. */
export interface Extensions {
  /** Fields of which some value is masked, as "Person.label". */
  readonly masked: readonly string[];
  /** Fields that the purpose does not open. */
  readonly closed: readonly string[];
  /** The purpose that applied. */
  readonly purpose: string | null;
  readonly receipt: Receipt | null;
  readonly cost: Cost | null;
}

export interface Cost {
  readonly units: number;
  readonly remaining: number | null;
  readonly perMinute: number | null;
}

/** One thing that went wrong, in the hub's words. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly path: readonly (string | number)[];
}

/** A question that was asked, and how it went: what "Show the question" shows. */
export interface Asked {
  readonly name: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly asker: Asker;
  readonly basis: Basis | null;
  readonly extensions: Extensions | null;
  readonly ms: number;
}

export interface Answer<Result> {
  /** All that was asked for: where the hub names an error, there is no answer (ask.ts). What is null is closed or not there. */
  readonly data: Result;
  readonly extensions: Extensions;
  readonly asked: Asked;
}

/** Variables of a question. */
export type Values = Readonly<Record<string, unknown>>;
