/** Flags on the canvas. */
import { BADGE_FILL, BADGE_RADIUS, badgesOf } from "./badges";
import { FONT, NEAR_FROM, SIGN_COLOUR } from "./lettering";
import { SMALLEST } from "./overview";
import type { Paint } from "./palette";
import type { SceneEdge, SceneNode } from "./scene";

/** Draws the flags on these entities and links. From afar they shrink no further than one can see. */
export function paintBadges(
  pen: CanvasRenderingContext2D,
  nodes: readonly SceneNode[],
  edges: readonly SceneEdge[],
  byId: ReadonlyMap<string, SceneNode>,
  { ring }: Paint,
  zoom: number,
): void {
  const badges = badgesOf(nodes, edges, byId);
  if (badges.length === 0) return;
  const size = Math.max(BADGE_RADIUS, SMALLEST / zoom);
  pen.fillStyle = BADGE_FILL;
  pen.strokeStyle = ring;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const { x, y } of badges) {
    pen.moveTo(x + size, y);
    pen.arc(x, y, size, 0, 2 * Math.PI);
  }
  pen.fill();
  if (zoom < NEAR_FROM) return;
  pen.stroke();
  pen.fillStyle = SIGN_COLOUR;
  pen.textAlign = "center";
  pen.font = `600 10px ${FONT}`;
  for (const { x, y, sign } of badges) pen.fillText(sign, x, y + 3.5);
}
