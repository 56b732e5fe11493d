/** What the page asks of its drawing (`open-drawing.ts`). */
import type { Place } from "../chart/chart";
import type { Placed } from "../chart/steps";
import type { Paint } from "./palette";
import type { Scene } from "./scene";

export interface Viewport {
  /** What of the chart is in sight, in its own measures. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

export interface Chosen {
  readonly nodes: readonly string[];
  readonly links: readonly string[];
}

export const NOTHING_CHOSEN: Chosen = { nodes: [], links: [] };

export interface DrawingEvents {
  /** `more` where what was chosen before stays so. */
  readonly choose: (chosen: Chosen, more: boolean) => void;
  readonly open: (id: string) => void;
  readonly moved: (places: readonly Placed[]) => void;
  readonly looked: (viewport: Viewport) => void;
}

export interface Drawing {
  readonly show: (scene: Scene, paint: Paint) => void;
  /** What is chosen, and what stands out because it lies on a way that was looked for. */
  readonly mark: (chosen: Chosen, way: Chosen) => void;
  readonly fit: () => void;
  /** Brings these into sight, beside what is in sight already; where they are, nothing moves. */
  readonly reveal: (ids: ReadonlySet<string>) => void;
  readonly zoomBy: (ratio: number) => void;
  readonly panBy: (x: number, y: number) => void;
  /** Brings a place into the middle; keeps the zoom where none is named. */
  readonly look: (at: Place, zoom?: number) => void;
  readonly viewport: () => Viewport;
  readonly destroy: () => void;
}

/** Loaded with the page of the graph, not before. */
export type OpenDrawing = (box: HTMLElement, events: DrawingEvents) => Drawing;
