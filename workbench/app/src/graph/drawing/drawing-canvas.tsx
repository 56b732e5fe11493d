import { useEffect, useImperativeHandle, useRef, type KeyboardEvent, type Ref } from "react";
import { useWords } from "../../i18n/words";
import type { Placed } from "../chart/steps";
import type { Chosen, Drawing, Viewport } from "./drawing";
import { openDrawing } from "./open-drawing";
import type { Paint } from "./palette";
import type { Scene } from "./scene";

/** How the page moves what is in sight. */
export type DrawingControls = Pick<Drawing, "fit" | "reveal" | "zoomBy" | "panBy" | "look" | "viewport">;

interface DrawingCanvasProps {
  readonly ref: Ref<DrawingControls | null>;
  readonly scene: Scene;
  readonly paint: Paint;
  readonly chosen: Chosen;
  readonly way: Chosen;
  readonly choose: (chosen: Chosen, more: boolean) => void;
  readonly open: (id: string) => void;
  readonly moved: (places: readonly Placed[]) => void;
  readonly looked: (viewport: Viewport) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** The drawing on the page. What it can do by pointer it can do by keyboard too, and so can the tables beside it. */
export function DrawingCanvas({ ref, scene, paint, chosen, way, choose, open, moved, looked, onKey }: DrawingCanvasProps) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const events = useRef({ choose, open, moved, looked });
  events.current = { choose, open, moved, looked };

  useEffect(() => {
    if (box.current === null) return undefined;
    const made = openDrawing(box.current, {
      choose: (...args) => events.current.choose(...args),
      open: (id) => events.current.open(id),
      moved: (places) => events.current.moved(places),
      looked: (viewport) => events.current.looked(viewport),
    });
    drawing.current = made;
    return () => {
      drawing.current = null;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    drawing.current?.show(scene, paint);
  }, [scene, paint]);
  useEffect(() => drawing.current?.mark(chosen, way), [chosen, way]);

  useImperativeHandle(ref, () => ({
    fit: () => drawing.current?.fit(),
    reveal: (ids) => drawing.current?.reveal(ids),
    zoomBy: (ratio) => drawing.current?.zoomBy(ratio),
    panBy: (x, y) => drawing.current?.panBy(x, y),
    look: (at, zoom) => drawing.current?.look(at, zoom),
    viewport: () => drawing.current?.viewport() ?? { left: 0, top: 0, width: 0, height: 0, zoom: 1 },
  }));

  return (
    <div
      ref={box}
      className="drawing"
      role="application"
      tabIndex={0}
      aria-label={words.graph.drawing(String(scene.nodes.length), String(scene.edges.length))}
      aria-describedby="drawing-keys"
      onKeyDown={onKey}
    />
  );
}
