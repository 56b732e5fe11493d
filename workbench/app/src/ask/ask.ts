import { ANOTHER_OFFICER, HubError, NOT_THE_HUB, UNREACHABLE, isAbort, problemOf } from "./problems";
import type { Answer, Asked, Asker, Basis, Question } from "./question";
import { problemsIn, record, extensionsIn } from "./reading";

/** Says that it is this page that asks: no form and no other site can send it. */
export const OURS = { "Linkage-Workbench": "1" };

/** Headers hold no characters beyond ASCII. */
export const askerHeader = ({ agency, card }: Asker): Readonly<Record<string, string>> => ({
  "Linkage-Officer": `${encodeURIComponent(agency)}/${encodeURIComponent(card)}`,
});

export interface Asking {
  readonly asker: Asker;
  readonly basis: Basis | null;
  readonly signal?: AbortSignal;
}

/** Listeners for the moment when the officer of the page is no longer signed in. */
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
  { asker, basis, signal }: Asking,
): Promise<Answer<Result>> {
  const began = performance.now();
  const asked = (extensions: Asked["extensions"]): Asked => ({
    name: question.name,
    text: question.text,
    variables,
    asker: { agency: asker.agency, card: asker.card },
    basis,
    extensions,
    ms: performance.now() - began,
  });
  let response: Response;
  let body: unknown;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: { ...OURS, ...askerHeader(asker), "Content-Type": "application/json", Accept: "application/graphql-response+json" },
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
    // A question that was given up has no answer, even where all of it had arrived.
    signal?.throwIfAborted();
  } catch (reason) {
    if (isAbort(reason)) throw reason;
    const syntax = reason instanceof SyntaxError;
    throw new HubError(problemOf(syntax ? NOT_THE_HUB : UNREACHABLE, ""), 0, null, asked(null));
  }
  if (response.status === 401) for (const listener of signedOut) listener();
  const extensions = extensionsIn(body);
  const problems = problemsIn(body);
  const data = record(body)["data"];
  const absent = data === undefined || data === null;
  // A part that could not be answered is null in the data, and so is what is not there: they would look the same.
  const problem = problems[0] ?? (absent ? problemOf(NOT_THE_HUB, `HTTP ${response.status}`) : null);
  if (problem !== null) {
    if (problem.code === ANOTHER_OFFICER) for (const listener of signedOut) listener();
    throw new HubError(problem, response.status, seconds(response.headers.get("Retry-After")), asked(extensions));
  }
  return { data: data as Result, extensions, asked: asked(extensions) };
}
