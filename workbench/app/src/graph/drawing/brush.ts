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
export const FONT = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
