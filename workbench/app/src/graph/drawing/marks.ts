/** What stands out on the drawing: the ids of chosen entities and links, of those on a path that was looked for, and of what is pointed at. */
import type { Chosen } from "./drawing";

export interface Marks {
  readonly chosen: ReadonlySet<string>;
  readonly way: ReadonlySet<string>;
  /** The entity or link under the pointer. */
  readonly pointed: string | null;
}

export type Mark = "chosen" | "way" | "plain";

const ids = ({ nodes, links }: Chosen): ReadonlySet<string> => new Set([...nodes, ...links]);

export const marksOf = (chosen: Chosen, way: Chosen, pointed: string | null): Marks => ({ chosen: ids(chosen), way: ids(way), pointed });
export const NO_MARKS: Marks = { chosen: new Set(), way: new Set(), pointed: null };

/** What is chosen looks chosen, on a path or not. */
export const markOf = ({ chosen, way }: Marks, id: string): Mark => (chosen.has(id) ? "chosen" : way.has(id) ? "way" : "plain");
