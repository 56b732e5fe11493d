import type { Asked, Problem } from "./question";

/** The question was not answered at all. */
export class HubError extends Error {
  readonly problem: Problem;
  /** HTTP status; 0 where the hub was not reached. */
  readonly status: number;
  /** Seconds after which asking again makes sense. */
  readonly retryAfter: number | null;
  readonly asked: Asked | null;

  constructor(problem: Problem, status: number, retryAfter: number | null = null, asked: Asked | null = null) {
    super(problem.message);
    this.name = "HubError";
    this.problem = problem;
    this.status = status;
    this.retryAfter = retryAfter;
    this.asked = asked;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** Codes of our own, for what the hub cannot say itself. */
export const UNREACHABLE = "UNREACHABLE";
export const NOT_THE_HUB = "NOT_THE_HUB";
/** A code of the hub: the session is not that of the officer that the page names. */
export const ANOTHER_OFFICER = "ANOTHER_OFFICER";

export function problemOf(code: string, message: string): Problem {
  return { code, message, hint: null, details: {}, path: [] };
}

/** Whether the caller gave the question up. */
export function isAbort(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "AbortError";
}

/** Whatever was thrown, as an error that pages can show. */
export function asHubError(reason: unknown): HubError {
  return reason instanceof HubError ? reason : new HubError(problemOf("UNKNOWN", reason instanceof Error ? reason.message : String(reason)), 0);
}
