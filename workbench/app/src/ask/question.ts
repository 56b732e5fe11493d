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

/** Proof that the answer stands in the audit log. */
export interface Receipt {
  readonly log: string;
  readonly index: number;
  readonly at: string;
}

/** What the hub tells beside the data. */
export interface Told {
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
  readonly basis: Basis | null;
  readonly told: Told | null;
  readonly ms: number;
}

export interface Answer<Result> {
  readonly data: Result;
  /** Parts that could not be answered; their fields are null in `data`. */
  readonly problems: readonly Problem[];
  readonly told: Told;
  readonly asked: Asked;
}
