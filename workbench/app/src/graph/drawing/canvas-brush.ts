/** Paints large charts on one bare canvas: what is in sight, and names where they can be read. */
import type { Place } from "../chart/chart";
import { BADGE_FILL, BADGE_RADIUS, badgesOf } from "./badges";
import { FONT, LINK_NAMES_FROM, NAMES_FROM, nameSize, type Brush, type Camera } from "./brush";
import { far, paintFar, SMALLEST, type Far } from "./far";
import { curve, middle, rim } from "./geometry";
import type { Paint } from "./palette";
import type { Scene, SceneEdge, SceneNode } from "./scene";

const MOST_NAMES = 500;
/** So few are painted one by one from any distance. */
const FEW = 300;
const SIGNS_FROM = 0.3;

export function canvasBrush(box: HTMLElement): Brush {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  box.append(canvas);
  const pen = canvas.getContext("2d");
  let scene: Scene = { nodes: [], edges: [], boxes: [] };
  let paint: Paint | null = null;
  let camera: Camera = { x: 0, y: 0, zoom: 1 };
  let byId = new Map<string, SceneNode>();
  let [chosen, way] = [new Set<string>(), new Set<string>()];
  let distant: Far | null = null;
  let moving: ReadonlySet<string> = new Set();
  let frame = 0;
  const ratio = globalThis.devicePixelRatio || 1;

  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  function draw(): void {
    frame = 0;
    if (pen === null || paint === null) return;
    const { zoom } = camera;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * camera.x, ratio * camera.y);
    const margin = 60;
    const [left, top] = [-camera.x / zoom - margin, -camera.y / zoom - margin];
    const [right, bottom] = [left + canvas.width / ratio / zoom + 2 * margin, top + canvas.height / ratio / zoom + 2 * margin];
    boxes(pen, paint);
    if (zoom < NAMES_FROM && scene.nodes.length > FEW) {
      distant ??= far(scene, byId, moving);
      paintFar(pen, distant, paint, { left, top, right, bottom, zoom });
      const marked = new Set([...chosen, ...way, ...moving]);
      const some = scene.nodes.filter(({ id }) => marked.has(id));
      lines(pen, paint, zoom, scene.edges.filter((edge) => marked.has(edge.id) || moving.has(edge.source) || moving.has(edge.target)));
      symbols(pen, paint, zoom, some);
      badges(pen, paint, zoom, scene.nodes, scene.edges);
      return;
    }
    const seen = scene.nodes.filter(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom);
    const near = new Set(seen.map(({ id }) => id));
    const close = scene.edges.filter(({ source, target }) => near.has(source) || near.has(target));
    lines(pen, paint, zoom, close);
    symbols(pen, paint, zoom, seen);
    badges(pen, paint, zoom, seen, close);
    if (zoom >= NAMES_FROM && seen.length <= MOST_NAMES) names(pen, paint, seen);
  }

  function boxes(to: CanvasRenderingContext2D, { box: fill, boxLine, text }: Paint): void {
    to.lineWidth = 1 / camera.zoom;
    to.font = `600 13px ${FONT}`;
    to.textAlign = "left";
    for (const { x, y, width, height, label } of scene.boxes) {
      to.fillStyle = fill;
      to.strokeStyle = boxLine;
      to.fillRect(x - width / 2, y - height / 2, width, height);
      to.strokeRect(x - width / 2, y - height / 2, width, height);
      to.fillStyle = text;
      to.fillText(label, x - width / 2 + 8, y - height / 2 - 6);
    }
  }

  function line(to: CanvasRenderingContext2D, edge: SceneEdge, zoom: number): void {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (source === undefined || target === undefined) return;
    const bent = curve(source, target, edge.bend);
    to.moveTo(source.x, source.y);
    if (edge.bend === 0) to.lineTo(target.x, target.y);
    else to.quadraticCurveTo(bent.over.x, bent.over.y, target.x, target.y);
    if (edge.arrow && zoom >= NAMES_FROM) {
      const tip = rim(target, bent.over);
      const angle = Math.atan2(target.y - bent.over.y, target.x - bent.over.x);
      for (const turn of [2.7, -2.7]) {
        to.moveTo(tip.x, tip.y);
        to.lineTo(tip.x + 9 * Math.cos(angle + turn), tip.y + 9 * Math.sin(angle + turn));
      }
    }
  }

  /** All lines that look alike in one path: strokes are what takes time. */
  function lines(to: CanvasRenderingContext2D, { line: plain, chosen: picked, way: onWay, text, page }: Paint, zoom: number, sought: readonly SceneEdge[]): void {
    const stroke = (edges: readonly SceneEdge[], colour: string, width: number, dash: readonly number[]): void => {
      to.setLineDash([...dash]);
      to.strokeStyle = colour;
      to.lineWidth = width / Math.max(zoom, 0.35);
      to.beginPath();
      for (const edge of edges) line(to, edge, zoom);
      to.stroke();
      to.setLineDash([]);
    };
    const marked = (edge: SceneEdge): boolean => chosen.has(edge.id) || way.has(edge.id);
    const dashed = zoom >= NAMES_FROM;
    to.globalAlpha = zoom < SIGNS_FROM ? 0.45 : 0.8;
    stroke(sought.filter((edge) => !marked(edge) && !(dashed && edge.ended)), plain, 0.8, []);
    if (dashed) stroke(sought.filter((edge) => !marked(edge) && edge.ended), plain, 0.8, [5, 4]);
    to.globalAlpha = 1;
    stroke(sought.filter((edge) => way.has(edge.id) && !chosen.has(edge.id)), onWay, 2.6, []);
    stroke(sought.filter((edge) => chosen.has(edge.id)), picked, 2.6, []);
    if (zoom < LINK_NAMES_FROM || sought.length > MOST_NAMES) return;
    to.font = `11px ${FONT}`;
    to.textAlign = "center";
    to.lineWidth = 3;
    to.strokeStyle = page;
    to.fillStyle = text;
    for (const edge of sought) {
      const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
      if (source === undefined || target === undefined) continue;
      const at = middle(curve(source, target, edge.bend));
      to.strokeText(edge.label, at.x, at.y + 4);
      to.fillText(edge.label, at.x, at.y + 4);
    }
  }

  function symbols(to: CanvasRenderingContext2D, { chosen: picked, way: onWay, ring }: Paint, zoom: number, seen: readonly SceneNode[]): void {
    const byFill = new Map<string, SceneNode[]>();
    for (const node of seen) {
      const alike = byFill.get(node.fill);
      if (alike === undefined) byFill.set(node.fill, [node]);
      else alike.push(node);
    }
    const circle = ({ x, y, radius }: SceneNode, more = 0): void => {
      const size = Math.max(radius + more, (SMALLEST + more / 4) / zoom);
      to.moveTo(x + size, y);
      to.arc(x, y, size, 0, 2 * Math.PI);
    };
    for (const [colour, marked] of [[onWay, way], [picked, chosen]] as const) {
      to.beginPath();
      for (const node of seen) if (marked.has(node.id)) circle(node, 5);
      to.fillStyle = colour;
      to.fill();
    }
    for (const [fill, nodes] of byFill) {
      to.fillStyle = fill;
      to.strokeStyle = ring;
      to.lineWidth = 1.5;
      to.beginPath();
      for (const node of nodes) circle(node);
      to.fill();
      if (zoom >= SIGNS_FROM) to.stroke();
    }
    if (zoom < SIGNS_FROM || seen.length > MOST_NAMES * 2) return;
    to.fillStyle = "#ffffff";
    to.textAlign = "center";
    to.font = `600 15px ${FONT}`;
    for (const { x, y, sign } of seen) to.fillText(sign, x, y + 5);
  }

  /** Flags are seen from afar too: there they shrink no further. */
  function badges(to: CanvasRenderingContext2D, { ring }: Paint, zoom: number, nodes: readonly SceneNode[], edges: readonly SceneEdge[]): void {
    const all = badgesOf(nodes, edges, byId);
    if (all.length === 0) return;
    const size = Math.max(BADGE_RADIUS, SMALLEST / zoom);
    to.fillStyle = BADGE_FILL;
    to.strokeStyle = ring;
    to.lineWidth = 1;
    to.beginPath();
    for (const { x, y } of all) {
      to.moveTo(x + size, y);
      to.arc(x, y, size, 0, 2 * Math.PI);
    }
    to.fill();
    if (zoom < NAMES_FROM) return;
    to.stroke();
    to.fillStyle = "#ffffff";
    to.textAlign = "center";
    to.font = `600 10px ${FONT}`;
    for (const { x, y, sign } of all) to.fillText(sign, x, y + 3.5);
  }

  function names(to: CanvasRenderingContext2D, { text, page }: Paint, seen: readonly SceneNode[]): void {
    const size = nameSize(camera.zoom);
    to.font = `${size}px ${FONT}`;
    to.textAlign = "center";
    to.lineWidth = 3;
    to.strokeStyle = page;
    to.fillStyle = text;
    for (const { x, y, radius, label, pinned } of seen) {
      const written = pinned ? `◆ ${label}` : label;
      to.strokeText(written, x, y + radius + size + 3);
      to.fillText(written, x, y + radius + size + 3);
    }
  }

  return {
    show: (next, withPaint) => {
      scene = next;
      paint = withPaint;
      byId = new Map(next.nodes.map((node) => [node.id, node]));
      moving = new Set();
      distant = null;
      soon();
      return Promise.resolve();
    },
    mark: (nextChosen, nextWay) => {
      chosen = new Set([...nextChosen.nodes, ...nextChosen.links]);
      way = new Set([...nextWay.nodes, ...nextWay.links]);
      soon();
    },
    camera: (next) => {
      camera = next;
      soon();
    },
    move: (places: ReadonlyMap<string, Place>) => {
      if (moving.size !== places.size || [...places.keys()].some((id) => !moving.has(id))) {
        moving = new Set(places.keys());
        distant = null;
      }
      scene = { ...scene, nodes: scene.nodes.map((node) => (moving.has(node.id) ? { ...node, ...places.get(node.id) } : node)) };
      for (const node of scene.nodes) if (moving.has(node.id)) byId.set(node.id, node);
      soon();
    },
    resize: (width, height) => {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      soon();
    },
    destroy: () => {
      cancelAnimationFrame(frame);
      canvas.remove();
    },
  };
}
