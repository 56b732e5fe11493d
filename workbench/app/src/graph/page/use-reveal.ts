import { useEffect, useRef, type RefObject } from "react";
import type { DrawingControls } from "../drawing/drawing-canvas";
import type { Scene } from "../drawing/scene";

/**
 * Brings into sight what appears: the first entities so that they fill the view, later ones beside what is in the
 * officer's own view. `coming`: more is on its way; `fits`: the chart has no view of its own.
 */
export function useReveal({ nodes }: Scene, coming: boolean, fits: boolean, controls: RefObject<DrawingControls | null>): void {
  const before = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const there = before.current;
    const first = there.size === 0 && nodes.length > 0 && fits;
    if (first) controls.current?.fit();
    // What comes page by page moves the view once.
    if (coming && !first) return;
    before.current = new Set(nodes.map(({ id }) => id));
    if (there.size > 0) controls.current?.reveal(new Set(nodes.flatMap(({ id }) => (there.has(id) ? [] : [id]))));
  }, [nodes, coming, fits, controls]);
}
