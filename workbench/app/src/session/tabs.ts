/** What the tabs of a browser tell each other: they share one session. */
import { record } from "../ask/reading";

const CHANNEL = "linkage-session";
const OWN = `${Date.now()} ${Math.random()}`;

/** `changed`: somebody signed in or out; `acted`: the officer did something. Who it is, each asks the hub. */
export type Said = "changed" | "acted";

export function tell(said: Said): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ said, from: OWN });
  channel.close();
}

/** Hears what other tabs say, until it is ended. */
export function hear(wanted: Said, then: () => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const { said, from } = record(data);
    if (said === wanted && from !== OWN) then();
  };
  return () => channel.close();
}
