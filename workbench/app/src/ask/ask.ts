import { HubError, NOT_THE_HUB, UNREACHABLE, isAbort, problemOf } from "./problems";
import type { Answer, Asked, Basis, Question } from "./question";
import { problemsIn, record, toldIn } from "./reading";

/** Says that it is this page that asks: no form and no other site can send it. */
export const OURS = { "Linkage-Workbench": "1" };

export interface Asking {
  readonly basis: Basis | null;
  readonly signal?: AbortSignal;
}

/** Nobody is signed in any more; whoever wants to know subscribes. */
const signedOut = new Set<() => void>();

export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

export function seconds(header: string | null): number | null {
  const value = header === null || header.trim() === "" ? Number.NaN : Number(header);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

/** The one place from which questions leave. Throws HubError, or the AbortError of the caller's own signal. */
export async function ask<Result, Variables extends Readonly<Record<string, unknown>>>(
  question: Question<Result, Variables>,
  variables: Variables,
  { basis, signal }: Asking,
): Promise<Answer<Result>> {
  const began = performance.now();
  const asked = (told: Asked["told"]): Asked => ({
    name: question.name,
    text: question.text,
    variables,
    basis,
    told,
    ms: performance.now() - began,
  });
  let response: Response;
  let body: unknown;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: { ...OURS, "Content-Type": "application/json", Accept: "application/graphql-response+json" },
      body: JSON.stringify({
        query: question.text,
        operationName: question.name,
        variables,
        ...(basis === null ? {} : { extensions: { basis } }),
      }),
      credentials: "same-origin",
      cache: "no-store",
      signal: signal ?? null,
    });
    body = await response.json();
    // Whoever gave it up must not get it, not even where all of it was there already.
    signal?.throwIfAborted();
  } catch (reason) {
    if (isAbort(reason)) throw reason;
    const syntax = reason instanceof SyntaxError;
    throw new HubError(problemOf(syntax ? NOT_THE_HUB : UNREACHABLE, ""), 0, null, asked(null));
  }
  if (response.status === 401) for (const listener of signedOut) listener();
  const told = toldIn(body);
  const problems = problemsIn(body);
  const data = record(body)["data"];
  if (data === undefined || data === null) {
    const first = problems[0] ?? problemOf(NOT_THE_HUB, `HTTP ${response.status}`);
    throw new HubError(first, response.status, seconds(response.headers.get("Retry-After")), asked(told));
  }
  return { data: data as Result, problems, told, asked: asked(told) };
}
