/** Open groups on the canvas: a frame around their members. */
import { FONT } from "./lettering";
import type { Paint } from "./palette";
import type { SceneBox } from "./scene";

const CORNER = 10;

export function paintGroups(pen: CanvasRenderingContext2D, boxes: readonly SceneBox[], { box, boxLine, text }: Paint, zoom: number): void {
  pen.lineWidth = 1 / zoom;
  pen.font = `600 13px ${FONT}`;
  pen.textAlign = "left";
  for (const { x, y, width, height, label } of boxes) {
    const [left, top] = [x - width / 2, y - height / 2];
    pen.fillStyle = box;
    pen.strokeStyle = boxLine;
    pen.beginPath();
    pen.roundRect(left, top, width, height, CORNER);
    pen.fill();
    pen.stroke();
    pen.fillStyle = text;
    pen.fillText(label, left + 8, top - 6);
  }
}
