/** What the parts of the graph page share. */
import { createContext, useContext, type RefObject } from "react";
import type { ChartNow } from "../asking/use-chart";
import type { Flagged } from "../chart/flag-marks";
import type { Visible } from "../chart/visible";
import type { Chosen } from "../drawing/drawing";
import type { DrawingControls } from "../drawing/drawing-canvas";
import type { Scene } from "../drawing/scene";
import type { EndsNow } from "../page/use-ends";
import type { Subject } from "../../flags/raise-flag";
import type { Commands } from "./commands";
import type { Expansion } from "./use-expansion";

export type PanelName = "chosen" | "paths" | "filters" | "saved";

export interface GraphNow extends ChartNow, EndsNow {
  /** What of the chart is shown, and the same as shapes. */
  readonly seen: Visible;
  readonly scene: Scene;
  readonly flagged: Flagged;
  readonly chosen: Chosen;
  readonly setChosen: (chosen: Chosen) => void;
  /** The paths that were looked for and stand out. */
  readonly way: Chosen;
  readonly setWay: (way: Chosen) => void;
  readonly commands: Commands;
  readonly expansion: Expansion;
  /** Opens the form of a flag. */
  readonly flag: (subject: Subject) => void;
  readonly controls: RefObject<DrawingControls | null>;
  readonly panel: PanelName;
  readonly setPanel: (panel: PanelName) => void;
}

export const GraphContext = createContext<GraphNow | null>(null);

export function useGraph(): GraphNow {
  const now = useContext(GraphContext);
  if (now === null) throw new Error("This is a part of the graph page.");
  return now;
}
