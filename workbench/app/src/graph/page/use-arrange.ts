import type { RefObject } from "react";
import { useWork, type WorkNow } from "../../ask/use-work";
import type { DrawingControls } from "../drawing/drawing-canvas";
import type { Visible } from "../chart/visible";
import type { Chosen } from "../drawing/drawing";
import { layout, type LayoutName } from "../layout/layout";
import type { ChartNow } from "../asking/use-chart";

export interface Arrange extends Pick<WorkNow, "work" | "error" | "again" | "giveUp"> {
  readonly arrange: (name: LayoutName) => void;
}

/** Arranges what is seen; pinned entities stay where they are. */
export function useArrange(now: ChartNow, seen: Visible, chosen: Chosen, controls: RefObject<DrawingControls | null>): Arrange {
  const { work, error, run, again, giveUp } = useWork();
  const arrange = (name: LayoutName) =>
    void run(async (signal, progress) => {
      const at = new Map(seen.nodes.map(({ id }, index) => [id, index]));
      const index = (id: string): number => at.get(id) ?? -1;
      const places = await layout(
        {
          name,
          bodies: seen.nodes.map(({ x, y, pinned }) => ({ x, y, fixed: pinned })),
          pairs: seen.links.map(({ source, target }) => [index(source), index(target)] as const),
          starts: chosen.nodes.map(index).filter((each) => each >= 0),
        },
        progress,
        signal,
      );
      now.step({
        type: "arrange",
        places: seen.nodes.flatMap(({ id }, each) => {
          const place = places[each];
          return place === undefined ? [] : [{ id, ...place }];
        }),
      });
      requestAnimationFrame(() => controls.current?.fit());
    });
  return { work, error, again, giveUp, arrange };
}
