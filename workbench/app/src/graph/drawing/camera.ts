/** Which part of the chart the drawing shows. */
import type { Bounds } from "./geometry";

/** Where a place of the chart is on the screen, in pixels: `place * zoom + offset`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Names stand beside symbols: what is just out of sight may still reach into it. In pixels. */
const MARGIN = 60;

/** The part of the chart in sight, in its own measures, with a margin; `width` and `height` in pixels. */
export function boundsInSight({ x, y, zoom }: Camera, width: number, height: number): Bounds {
  return { left: (-x - MARGIN) / zoom, top: (-y - MARGIN) / zoom, right: (width - x + MARGIN) / zoom, bottom: (height - y + MARGIN) / zoom };
}
