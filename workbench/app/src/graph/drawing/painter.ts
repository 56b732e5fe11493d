/** Paints a scene on one canvas: what is in sight, with names where they can be read. */
import type { Place } from "../chart/chart";
import { boundsInSight, type Camera } from "./camera";
import type { Chosen } from "./drawing";
import { crosses, curve, type Bounds } from "./geometry";
import { NEAR_FROM } from "./lettering";
import { marksOf, NO_MARKS } from "./marks";
import { NamesOnScreen } from "./names-on-screen";
import { overviewOf, paintOverview, type Overview } from "./overview";
import { paintBadges } from "./paint-badges";
import { paintGroups } from "./paint-groups";
import { paintLines } from "./paint-lines";
import { paintNames } from "./paint-names";
import { paintSymbols } from "./paint-symbols";
import type { Paint } from "./palette";
import type { Scene, SceneEdge, SceneNode } from "./scene";

export interface Painter {
  readonly show: (scene: Scene, paint: Paint) => void;
  readonly mark: (chosen: Chosen, way: Chosen) => void;
  /** The entity or link under the pointer; null where there is none. */
  readonly point: (id: string | null) => void;
  readonly aim: (camera: Camera) => void;
  /** While entities are dragged: these stand elsewhere until the next scene is shown. */
  readonly move: (places: ReadonlyMap<string, Place>) => void;
  /** In pixels of the page. */
  readonly resize: (width: number, height: number) => void;
  readonly destroy: () => void;
}

/** What one frame has drawn, counted where it is drawn: tests compare it with what there is. */
export interface Drawn {
  readonly lines: number;
  readonly symbols: number;
}

/** So few entities are drawn one by one from any distance. */
const FEW = 300;

export function openPainter(box: HTMLElement, painted: (drawn: Drawn) => void): Painter {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  box.append(canvas);
  const pen = canvas.getContext("2d");
  let scene: Scene = { nodes: [], edges: [], boxes: [] };
  let byId = new Map<string, SceneNode>();
  let paint: Paint | null = null;
  let camera: Camera = { x: 0, y: 0, zoom: 1 };
  let marks = NO_MARKS;
  let moving: ReadonlySet<string> = new Set();
  let overview: Overview | null = null;
  const names = new NamesOnScreen();
  let [width, height, ratio] = [0, 0, 1];
  let frame = 0;

  function draw(): void {
    frame = 0;
    if (pen === null || paint === null) return;
    const { x, y, zoom } = camera;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
    // The edge around letters with sharp corners would have spikes.
    pen.miterLimit = 2;
    const sight = boundsInSight(camera, width, height);
    paintGroups(pen, scene.boxes, paint, zoom);
    const drawn = zoom < NEAR_FROM && scene.nodes.length > FEW ? fromAfar(pen, paint, sight) : fromNear(pen, paint, sight);
    paintNames(pen, names.at(zoom, sight, { scene, byId, marks, moving }), paint, camera, sight, ratio);
    painted(drawn);
  }

  function fromNear(to: CanvasRenderingContext2D, colours: Paint, sight: Bounds): Drawn {
    const { zoom } = camera;
    const nodes = scene.nodes.filter((node) => node.x >= sight.left && node.x <= sight.right && node.y >= sight.top && node.y <= sight.bottom);
    // A line is in sight even where both its ends are not.
    const edges = scene.edges.filter((edge) => passes(edge, sight));
    const lines = paintLines(to, edges, byId, marks, colours, zoom);
    paintSymbols(to, nodes, marks, colours, zoom);
    paintBadges(to, nodes, edges, byId, colours, zoom);
    return { lines: lines.length, symbols: nodes.length };
  }

  /** What stands still comes from kept paths; what moves or stands out is drawn by itself. */
  function fromAfar(to: CanvasRenderingContext2D, colours: Paint, sight: Bounds): Drawn {
    const { zoom } = camera;
    overview ??= overviewOf(scene, byId, moving);
    const kept = paintOverview(to, overview, colours, sight, zoom);
    const apart = (id: string): boolean => marks.chosen.has(id) || marks.way.has(id) || id === marks.pointed || moving.has(id);
    const nodes = scene.nodes.filter(({ id }) => apart(id));
    const edges = scene.edges.filter(({ id, source, target }) => apart(id) || moving.has(source) || moving.has(target));
    const lines = paintLines(to, edges, byId, marks, colours, zoom);
    paintSymbols(to, nodes, marks, colours, zoom);
    paintBadges(to, scene.nodes, scene.edges, byId, colours, zoom);
    return { lines: new Set([...kept.lines, ...lines]).size, symbols: new Set([...kept.symbols, ...nodes.map(({ id }) => id)]).size };
  }

  function passes({ source, target, bend }: SceneEdge, sight: Bounds): boolean {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from !== undefined && to !== undefined && crosses(curve(from, to, bend), sight);
  }

  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  return {
    show: (next, withPaint) => {
      scene = next;
      paint = withPaint;
      byId = new Map(next.nodes.map((node) => [node.id, node]));
      moving = new Set();
      overview = null;
      names.forget();
      soon();
    },
    mark: (chosen, way) => {
      marks = marksOf(chosen, way, marks.pointed);
      names.refresh();
      soon();
    },
    point: (id) => {
      if (id === marks.pointed) return;
      marks = { ...marks, pointed: id };
      soon();
    },
    aim: (next) => {
      camera = next;
      soon();
    },
    move: (places) => {
      if (moving.size !== places.size || [...places.keys()].some((id) => !moving.has(id))) {
        moving = new Set(places.keys());
        overview = null;
        names.refresh();
      }
      scene = { ...scene, nodes: scene.nodes.map((node) => (moving.has(node.id) ? { ...node, ...places.get(node.id) } : node)) };
      for (const node of scene.nodes) if (moving.has(node.id)) byId.set(node.id, node);
      soon();
    },
    resize: (nextWidth, nextHeight) => {
      [width, height, ratio] = [nextWidth, nextHeight, globalThis.devicePixelRatio || 1];
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      // A canvas of another size is empty: waiting for the next frame would show it so.
      cancelAnimationFrame(frame);
      draw();
    },
    destroy: () => {
      cancelAnimationFrame(frame);
      canvas.remove();
    },
  };
}
