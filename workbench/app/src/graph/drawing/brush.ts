/** What paints a scene: G6 for charts of everyday size, a bare canvas for large ones (docs/decisions). */
import type { Place } from "../chart/chart";
import type { Chosen } from "./drawing";
import type { Paint } from "./palette";
import type { Scene } from "./scene";

/** Where a place of the chart is on the screen: `place * zoom + offset`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Brush {
  readonly show: (scene: Scene, paint: Paint) => Promise<void>;
  readonly mark: (chosen: Chosen, way: Chosen) => void;
  readonly camera: (camera: Camera) => void;
  /** While something is dragged: these have other places for now. */
  readonly move: (places: ReadonlyMap<string, Place>) => void;
  readonly resize: (width: number, height: number) => void;
  readonly destroy: () => void;
}

/** From where on names are large enough to be read; below, they would only be in the way. */
export const NAMES_FROM = 0.5;
export const LINK_NAMES_FROM = 0.75;
/** Names shrink less than the chart does, so that they stay readable; in steps, so that they are not set anew at each turn. */
export const nameSize = (zoom: number): number => (zoom >= 0.85 ? 12 : zoom >= 0.65 ? 15 : 19);
export const FONT = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
