/** Open groups on the canvas: a frame around their members; its name is one of the names (`names-wanted.ts`). */
import type { Paint } from "./palette";
import type { SceneBox } from "./scene";

const CORNER = 10;

export function paintGroups(pen: CanvasRenderingContext2D, boxes: readonly SceneBox[], { box, boxLine }: Paint, zoom: number): void {
  pen.lineWidth = 1 / zoom;
  for (const { x, y, width, height } of boxes) {
    const [left, top] = [x - width / 2, y - height / 2];
    pen.fillStyle = box;
    pen.strokeStyle = boxLine;
    pen.beginPath();
    pen.roundRect(left, top, width, height, CORNER);
    pen.fill();
    pen.stroke();
  }
}
