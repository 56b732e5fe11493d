/** A question that another page of the hub opened this one for: filled in, from memory to memory, never by the address. */

export interface Handover {
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
}

/** The workbench waits on it; see workbench/app/src/show-question/handover.ts. */
const CHANNEL = "linkage-graphiql";
const READY = "ready";
/** In the address where the workbench opened this page; says nothing more. */
const OPENED = "#question";
/** The workbench answers at once; when it is gone nobody waits longer. */
const PATIENCE_MS = 2000;

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

/** What the workbench hands over; null where it did not open this page, or is gone. Only the hub's own pages share a channel. */
export function receive(): Promise<Handover | null> {
  if (window.location.hash !== OPENED) return Promise.resolve(null);
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(CHANNEL);
    const timer = setTimeout(() => finish(null), PATIENCE_MS);
    function finish(handed: Handover | null): void {
      clearTimeout(timer);
      channel.close();
      // Loaded again, the page has nobody to ask.
      window.history.replaceState(null, "", window.location.pathname);
      resolve(handed);
    }
    channel.onmessage = (event: MessageEvent<unknown>) => {
      const handed = handoverIn(event.data);
      if (handed !== null) finish(handed);
    };
    channel.postMessage(READY);
  });
}
