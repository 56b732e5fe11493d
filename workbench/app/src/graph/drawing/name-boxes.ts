/** Where a name can stand beside what it names, and what it covers there. */
import type { Place } from "../chart/chart";
import type { Bounds } from "./geometry";
import { widthOf } from "./lettering";

/** Of what bears the name; "head" is at the corner of a frame. */
export type Side = "below" | "right" | "left" | "above" | "on" | "head";

export interface PlacedName {
  readonly id: string;
  readonly text: string;
  /** In pixels of the screen. */
  readonly size: number;
  readonly side: Side;
  /** The place of the chart beside which it stands. */
  readonly anchor: Place;
  /** Stands in any case. */
  readonly always: boolean;
}

/** Between a symbol and its name, in pixels of the screen. */
const GAP = 3;
const LINE_HEIGHT = 1.25;
/** Around a name, so that two names do not read as one. */
const BESIDE = 3;

export const heightOf = (size: number): number => size * LINE_HEIGHT;

/**
 * What a name covers at a zoom, with all between it and its anchor, in measures of the chart. From nearer by it covers a
 * part of that and nothing else: names that are clear of each other and of symbols stay so while one zooms in.
 */
export function boxOf({ text, size, side, anchor: { x, y } }: PlacedName, zoom: number): Bounds {
  const [width, height, gap] = [(widthOf(text) * size + 2 * BESIDE) / zoom, heightOf(size) / zoom, GAP / zoom];
  switch (side) {
    case "below":
      return { left: x - width / 2, right: x + width / 2, top: y, bottom: y + gap + height };
    case "above":
      return { left: x - width / 2, right: x + width / 2, top: y - gap - height, bottom: y };
    case "right":
      return { left: x, right: x + gap + width, top: y - height / 2, bottom: y + height / 2 };
    case "left":
      return { left: x - gap - width, right: x, top: y - height / 2, bottom: y + height / 2 };
    case "on":
      return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    case "head":
      return { left: x, right: x + width, top: y - height, bottom: y };
  }
}

export const overlaps = (one: Bounds, other: Bounds): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** The middle of the letters, and their base line, in measures of the chart. */
export function baseOf(name: PlacedName, zoom: number): Place {
  const { left, right, top, bottom } = boxOf(name, zoom);
  const gap = GAP / zoom;
  const x = (left + right + (name.side === "right" ? gap : name.side === "left" ? -gap : 0)) / 2;
  const y = (top + bottom + (name.side === "below" ? gap : name.side === "above" ? -gap : 0)) / 2;
  return { x, y: y + (name.size * 0.36) / zoom };
}
