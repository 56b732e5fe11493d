/** Names on the canvas, those of what stands out above the others. */
import { boundsInSight, type Camera } from "./camera";
import { FONT, letter } from "./lettering";
import { baseOf, boxOf, overlaps, type PlacedName } from "./name-boxes";
import type { Paint } from "./palette";

export function paintNames(pen: CanvasRenderingContext2D, names: readonly PlacedName[], { text, page }: Paint, camera: Camera, width: number, height: number): void {
  const { zoom } = camera;
  const sight = boundsInSight(camera, width, height);
  pen.textAlign = "center";
  pen.lineWidth = 3 / zoom;
  pen.strokeStyle = page;
  pen.fillStyle = text;
  let size = 0;
  // The most important ones are placed first, and painted last.
  for (const name of names.toReversed()) {
    if (!overlaps(boxOf(name, zoom), sight)) continue;
    if (name.size !== size) pen.font = `${(size = name.size) / zoom}px ${FONT}`;
    const { x, y } = baseOf(name, zoom);
    letter(pen, name.text, x, y);
  }
}
