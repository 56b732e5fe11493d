import { useRef, useState, type RefObject } from "react";
import { isAbort } from "../ask/problems";
import type { Look } from "./canvas";
import type { Visible } from "./chart/visible";
import type { Chosen } from "./drawing/drawing";
import { layout, type LayoutName } from "./layout/layout";
import type { ChartNow } from "./use-chart";

export interface Arrange {
  /** How far it is, 0 to 1; null where nothing is being arranged. */
  readonly busy: number | null;
  readonly run: (name: LayoutName) => Promise<void>;
  readonly giveUp: () => void;
}

/** Arranges what is seen; pinned entities stay where they are. */
export function useArrange(now: ChartNow, seen: Visible, chosen: Chosen, look: RefObject<Look | null>): Arrange {
  const [busy, setBusy] = useState<number | null>(null);
  const ending = useRef<AbortController | null>(null);
  const run = async (name: LayoutName) => {
    const controller = new AbortController();
    ending.current = controller;
    setBusy(0);
    const at = new Map(seen.nodes.map(({ id }, index) => [id, index]));
    const index = (id: string): number => at.get(id) ?? -1;
    try {
      const places = await layout(
        {
          name,
          bodies: seen.nodes.map(({ x, y, pinned }) => ({ x, y, fixed: pinned })),
          pairs: seen.links.map(({ source, target }) => [index(source), index(target)] as const),
          starts: chosen.nodes.map(index).filter((each) => each >= 0),
        },
        setBusy,
        controller.signal,
      );
      now.step({
        type: "arrange",
        places: seen.nodes.flatMap(({ id }, each) => {
          const place = places[each];
          return place === undefined ? [] : [{ id, ...place }];
        }),
      });
      requestAnimationFrame(() => look.current?.fit());
    } catch (reason) {
      if (!isAbort(reason)) throw reason;
    } finally {
      setBusy(null);
    }
  };
  return { busy, run, giveUp: () => ending.current?.abort() };
}
