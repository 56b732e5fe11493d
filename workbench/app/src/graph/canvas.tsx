import { useEffect, useImperativeHandle, useRef, type KeyboardEvent, type Ref } from "react";
import { useWords } from "../i18n/words";
import type { Placed } from "./chart/steps";
import type { Chosen, Drawing, Viewport } from "./drawing/drawing";
import { openDrawing } from "./drawing/engine";
import type { Paint } from "./drawing/palette";
import type { Scene } from "./drawing/scene";

export type Look = Pick<Drawing, "fit" | "reveal" | "zoomBy" | "panBy" | "look" | "viewport">;

interface CanvasProps {
  readonly ref: Ref<Look | null>;
  readonly scene: Scene;
  readonly paint: Paint;
  readonly chosen: Chosen;
  readonly way: Chosen;
  readonly choose: (chosen: Chosen, more: boolean) => void;
  readonly open: (id: string) => void;
  readonly moved: (places: readonly Placed[]) => void;
  readonly looked: (viewport: Viewport) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  /** Told once the scene is drawn; for measuring. */
  readonly drawn?: () => void;
}

/** The drawing on the page. What it can do by pointer it can do by keyboard too, and so can the tables beside it. */
export function Canvas({ ref, scene, paint, chosen, way, choose, open, moved, looked, onKey, drawn }: CanvasProps) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const events = useRef({ choose, open, moved, looked });
  events.current = { choose, open, moved, looked };

  useEffect(() => {
    if (box.current === null) return undefined;
    const made = openDrawing(box.current, {
      choose: (...told) => events.current.choose(...told),
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
    void drawing.current?.show(scene, paint).then(drawn);
  }, [scene, paint, drawn]);
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
