/** Layouts by name. Small charts are laid out at once, large ones in a worker, so that the page stays awake. */
import type { Place } from "../chart/chart";
import { force, type Body, type Pair } from "./force";
import { layered, ringed } from "./orders";

export type LayoutName = "force" | "layers" | "rings";
export const LAYOUTS: readonly LayoutName[] = ["force", "layers", "rings"];

export interface LayoutTask {
  readonly name: LayoutName;
  readonly bodies: readonly Body[];
  readonly pairs: readonly Pair[];
  /** Where layers and rings begin. */
  readonly starts: readonly number[];
}

export type LayoutWord = { readonly done: number } | { readonly places: readonly Place[] };

export function laidOut({ name, bodies, pairs, starts }: LayoutTask, progress?: (done: number) => boolean): readonly Place[] {
  if (name === "layers") return layered(bodies, pairs, starts);
  return name === "rings" ? ringed(bodies, pairs, starts) : force(bodies, pairs, progress);
}

/** A frame's worth of work on a slow machine. */
const AT_ONCE = 60;

export async function layout(task: LayoutTask, progress: (done: number) => void, signal: AbortSignal): Promise<readonly Place[]> {
  if (task.name !== "force" || task.bodies.length <= AT_ONCE) return laidOut(task);
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("The layout was given up.", "AbortError")), { once: true });
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }: MessageEvent<LayoutWord>) => ("places" in data ? resolve(data.places) : progress(data.done));
      worker.postMessage(task);
    });
  } finally {
    worker.terminate();
  }
}
