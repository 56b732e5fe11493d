import { askerHeader } from "../ask/ask";
import type { Asked } from "../ask/question";

/** What the GraphiQL page gets: never by its address, which stays in histories and logs. */
export interface Handover {
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
}

/** The GraphiQL page says that it is ready, and is given the question; see workbench/graphiql/src/handover.ts. */
const CHANNEL = "linkage-graphiql";
const READY = "ready";
const SECONDS = 30;

/** JSON that fits into a header: what is not ASCII as escapes. */
function ascii(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function handoverOf(asked: Asked): Handover {
  return {
    query: asked.text.trim(),
    variables: JSON.stringify(asked.variables, null, 2),
    // The officer's name goes along: the session may be another officer's when it is asked there.
    headers: JSON.stringify({ ...(asked.basis === null ? {} : { "Linkage-Basis": ascii(asked.basis) }), ...askerHeader(asked.asker) }, null, 2),
  };
}

/**
 * Opens GraphiQL in a window of its own and hands the question over, from memory to memory. By a channel: the hub's policy
 * (Cross-Origin-Opener-Policy) leaves the two windows no other way to each other. No other site can listen to it.
 */
export function openInGraphiql(asked: Asked): void {
  const channel = new BroadcastChannel(CHANNEL);
  const timer = setTimeout(() => channel.close(), SECONDS * 1000);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    if (event.data !== READY) return;
    channel.postMessage({ question: handoverOf(asked) });
    clearTimeout(timer);
    channel.close();
  };
  window.open("/graphiql/#question", "_blank", "noopener");
}
