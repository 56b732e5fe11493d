/** A question that another page of the hub opened this one for: filled in, from memory to memory, never by the address. */

export interface Handover {
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
}

/** Said to the page that opened this one; see workbench/app/src/question/handover.ts. */
const READY = "linkage-graphiql-ready";
/** The workbench answers at once; without it nobody waits longer. */
const PATIENCE_MS = 1500;

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Reads a message of another window; null where it is no question. */
export function handoverIn(data: unknown): Handover | null {
  const question = typeof data === "object" && data !== null ? (data as Record<string, unknown>)["question"] : null;
  if (typeof question !== "object" || question === null) return null;
  const { query, variables, headers } = question as Record<string, unknown>;
  return typeof query === "string" ? { query, variables: text(variables), headers: text(headers) } : null;
}

/** What the page that opened this one hands over; null where none did. Only this hub's own pages are listened to. */
export function receive(): Promise<Handover | null> {
  const opener = window.opener as Window | null;
  if (opener === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>) => {
      if (event.source !== opener || event.origin !== window.location.origin) return;
      const handed = handoverIn(event.data);
      if (handed !== null) finish(handed);
    };
    const timer = setTimeout(() => finish(null), PATIENCE_MS);
    function finish(handed: Handover | null): void {
      clearTimeout(timer);
      window.removeEventListener("message", listen);
      resolve(handed);
    }
    window.addEventListener("message", listen);
    opener.postMessage(READY, window.location.origin);
  });
}
