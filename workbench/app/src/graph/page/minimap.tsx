import { useEffect, useRef, type PointerEvent } from "react";
import { useWords } from "../../i18n/words";
import type { Place } from "../chart/chart";
import type { Viewport } from "../drawing/drawing";
import { boundsOf } from "../drawing/geometry";
import type { Paint } from "../drawing/palette";
import type { Scene } from "../drawing/scene";

const [WIDTH, HEIGHT] = [200, 132];

/** The whole chart in small, and what of it is in sight; a click goes there. */
export function Minimap({ scene, paint, viewport, look }: { readonly scene: Scene; readonly paint: Paint; readonly viewport: Viewport | null; readonly look: (at: Place) => void }) {
  const words = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const bounds = boundsOf(scene, 80);
  const scale = Math.min(WIDTH / (bounds.right - bounds.left), HEIGHT / (bounds.bottom - bounds.top));
  const shiftX = (WIDTH - (bounds.right - bounds.left) * scale) / 2;
  const shiftY = (HEIGHT - (bounds.bottom - bounds.top) * scale) / 2;
  const toX = (x: number): number => (x - bounds.left) * scale + shiftX;
  const toY = (y: number): number => (y - bounds.top) * scale + shiftY;

  useEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen) return;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    for (const { x, y, fill } of scene.nodes) {
      pen.fillStyle = fill;
      pen.fillRect(toX(x) - 1.5, toY(y) - 1.5, 3, 3);
    }
    // What the places on the map depend on is all in the scene.
  }, [scene]);

  const go = (event: PointerEvent) => {
    if (event.type === "pointermove" && event.buttons !== 1) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    look({ x: (event.clientX - left - shiftX) / scale + bounds.left, y: (event.clientY - top - shiftY) / scale + bounds.top });
  };
  // It would only stand in the way of what it shows.
  const inSight =
    viewport !== null &&
    viewport.left <= bounds.left + 60 &&
    viewport.top <= bounds.top + 60 &&
    viewport.left + viewport.width >= bounds.right - 60 &&
    viewport.top + viewport.height >= bounds.bottom - 60;
  return (
    <div className="minimap" hidden={inSight} role="img" aria-label={words.graph.minimap} onPointerDown={go} onPointerMove={go}>
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} />
      {viewport !== null && (
        <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
          <rect
            x={toX(viewport.left)}
            y={toY(viewport.top)}
            width={Math.max(4, viewport.width * scale)}
            height={Math.max(4, viewport.height * scale)}
            fill="none"
            stroke={paint.chosen}
            strokeWidth={2}
          />
        </svg>
      )}
    </div>
  );
}
