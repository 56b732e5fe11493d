import type { Asked } from "../ask/question";

/** What the GraphiQL page gets: never by its address, which stays in histories and logs. */
export interface Handover {
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
}

/** The GraphiQL page says so when it is ready to take a question; see workbench/graphiql/src/handover.ts. */
export const READY = "linkage-graphiql-ready";
const SECONDS = 30;

/** JSON that fits into a header: what is not ASCII as escapes. */
function ascii(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function handoverOf(asked: Asked): Handover {
  return {
    query: asked.text.trim(),
    variables: JSON.stringify(asked.variables, null, 2),
    headers: asked.basis === null ? "" : JSON.stringify({ "Linkage-Basis": ascii(asked.basis) }, null, 2),
  };
}

/** Opens GraphiQL in a window of its own and hands the question over, from memory to memory. */
export function openInGraphiql(asked: Asked): void {
  const opened = window.open("/graphiql/", "_blank");
  if (opened === null) return;
  const give = (event: MessageEvent<unknown>) => {
    if (event.source !== opened || event.origin !== window.location.origin || event.data !== READY) return;
    window.removeEventListener("message", give);
    opened.postMessage({ question: handoverOf(asked) }, window.location.origin);
  };
  window.addEventListener("message", give);
  setTimeout(() => window.removeEventListener("message", give), SECONDS * 1000);
}
