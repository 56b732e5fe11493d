/** Links on the canvas: lines and arrows. */
import { inParts } from "../../entity/compose";
import { curve, rim, type Curve } from "./geometry";
import { NEAR_FROM, SIGNS_FROM } from "./lettering";
import { markOf, type Mark, type Marks } from "./marks";
import { IN_ONE_PATH } from "./overview";
import type { Paint } from "./palette";
import type { SceneEdge, SceneNode } from "./scene";

const ARROW = 9;
/** Half the angle at the tip of an arrow. */
const SHARP = 0.42;
const WIDTH: Readonly<Record<Mark, number>> = { plain: 1.2, way: 2.8, chosen: 2.8 };
const DASH = [5, 4];

interface Line {
  readonly edge: SceneEdge;
  readonly curve: Curve;
  readonly target: SceneNode;
}

/** Draws the edges whose ends are known, and returns their ids. */
export function paintLines(pen: CanvasRenderingContext2D, edges: readonly SceneEdge[], byId: ReadonlyMap<string, SceneNode>, marks: Marks, paint: Paint, zoom: number): readonly string[] {
  const lines = edges.flatMap((edge): Line[] => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    return source === undefined || target === undefined ? [] : [{ edge, curve: curve(source, target, edge.bend), target }];
  });
  const close = zoom >= NEAR_FROM;
  // Each stroke takes time, however many lines it has: all that look alike are one.
  for (const mark of ["plain", "way", "chosen"] as const) {
    const alike = lines.filter(({ edge }) => markOf(marks, edge.id) === mark);
    if (alike.length === 0) continue;
    pen.strokeStyle = pen.fillStyle = mark === "plain" ? paint.line : paint[mark];
    pen.lineWidth = WIDTH[mark] / Math.max(zoom, 0.35);
    pen.globalAlpha = mark === "plain" && zoom < SIGNS_FROM ? 0.45 : 1;
    stroke(pen, alike.filter(({ edge }) => !(close && edge.ended)), []);
    stroke(pen, alike.filter(({ edge }) => close && edge.ended), DASH);
    if (close) arrows(pen, alike.filter(({ edge }) => edge.arrow));
    pen.globalAlpha = 1;
  }
  return lines.map(({ edge }) => edge.id);
}

function stroke(pen: CanvasRenderingContext2D, lines: readonly Line[], dash: readonly number[]): void {
  if (lines.length === 0) return;
  pen.setLineDash([...dash]);
  pen.beginPath();
  for (const { edge, curve: { from, over, to } } of lines) {
    pen.moveTo(from.x, from.y);
    if (edge.bend === 0) pen.lineTo(to.x, to.y);
    else pen.quadraticCurveTo(over.x, over.y, to.x, to.y);
  }
  pen.stroke();
  pen.setLineDash([]);
}

function arrows(pen: CanvasRenderingContext2D, lines: readonly Line[]): void {
  for (const some of inParts(lines, IN_ONE_PATH)) arrowheads(pen, some);
}

function arrowheads(pen: CanvasRenderingContext2D, lines: readonly Line[]): void {
  pen.beginPath();
  for (const { curve: { over }, target } of lines) {
    const tip = rim(target, over);
    const angle = Math.atan2(over.y - target.y, over.x - target.x);
    pen.moveTo(tip.x, tip.y);
    pen.lineTo(tip.x + ARROW * Math.cos(angle - SHARP), tip.y + ARROW * Math.sin(angle - SHARP));
    pen.lineTo(tip.x + ARROW * Math.cos(angle + SHARP), tip.y + ARROW * Math.sin(angle + SHARP));
    pen.closePath();
  }
  pen.fill();
}
