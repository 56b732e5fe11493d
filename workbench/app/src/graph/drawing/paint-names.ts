/** Names on the canvas, those of what stands out above the others. */
import type { Camera } from "./camera";
import type { Bounds } from "./geometry";
import { FONT, letter } from "./lettering";
import { baseOf, boxOf, overlaps, type PlacedName } from "./name-boxes";
import type { Paint } from "./palette";

export function paintNames(pen: CanvasRenderingContext2D, names: readonly PlacedName[], { text, page }: Paint, camera: Camera, sight: Bounds, ratio: number): void {
  const { x, y, zoom } = camera;
  // In pixels of the page: letters of one size are made once, and then copied at any zoom.
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.textAlign = "center";
  pen.lineWidth = 3;
  pen.strokeStyle = page;
  pen.fillStyle = text;
  let size = 0;
  // The most important ones are placed first, and painted last.
  for (const name of names.toReversed()) {
    if (!overlaps(boxOf(name, zoom), sight)) continue;
    if (name.size !== size) pen.font = `${(size = name.size)}px ${FONT}`;
    const at = baseOf(name, zoom);
    letter(pen, name.text, at.x * zoom + x, at.y * zoom + y);
  }
}
