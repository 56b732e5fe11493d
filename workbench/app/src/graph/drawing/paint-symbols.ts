/** Entities on the canvas: symbols with their signs. */
import { FONT, MOST_SIGNS, SIGN_COLOUR, SIGNS_FROM } from "./lettering";
import { markOf, type Marks } from "./marks";
import { byFill, SMALLEST } from "./overview";
import type { Paint } from "./palette";
import type { SceneNode } from "./scene";

/** How far the ring around a marked symbol reaches beyond it. */
const RING = 4;
const DASH = [4, 3];
const ENDED_ALPHA = 0.6;

export function paintSymbols(pen: CanvasRenderingContext2D, nodes: readonly SceneNode[], marks: Marks, paint: Paint, zoom: number): void {
  for (const mark of ["way", "chosen"] as const) discs(pen, nodes.filter(({ id }) => markOf(marks, id) === mark), zoom, paint[mark], false, RING);
  const signs = zoom >= SIGNS_FROM;
  pen.strokeStyle = paint.ring;
  pen.lineWidth = 1.5;
  for (const [fill, alike] of byFill(nodes)) {
    discs(pen, alike.filter(({ ended }) => !ended), zoom, fill, signs);
    const ended = alike.filter((node) => node.ended);
    if (ended.length === 0) continue;
    // What ended is paler, on a ground that lets no line through.
    discs(pen, ended, zoom, paint.page, false);
    pen.globalAlpha = ENDED_ALPHA;
    pen.setLineDash(DASH);
    discs(pen, ended, zoom, fill, signs);
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }
  if (!signs || nodes.length > MOST_SIGNS) return;
  pen.fillStyle = SIGN_COLOUR;
  pen.textAlign = "center";
  pen.font = `600 15px ${FONT}`;
  for (const { x, y, sign } of nodes) pen.fillText(sign, x, y + 5);
}

/** Discs of one colour as one path, with the ring that the pen is set to. */
function discs(pen: CanvasRenderingContext2D, nodes: readonly SceneNode[], zoom: number, fill: string, ring: boolean, more = 0): void {
  if (nodes.length === 0) return;
  pen.fillStyle = fill;
  pen.beginPath();
  for (const { x, y, radius } of nodes) {
    const size = Math.max(radius + more, (SMALLEST + more / 4) / zoom);
    pen.moveTo(x + size, y);
    pen.arc(x, y, size, 0, 2 * Math.PI);
  }
  pen.fill();
  if (ring) pen.stroke();
}
