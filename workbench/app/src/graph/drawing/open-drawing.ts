/** The drawing: a camera, a pointer and a painter. */
import type { Place } from "../chart/chart";
import type { Camera } from "./camera";
import type { OpenDrawing, Viewport } from "./drawing";
import { boundsOf, within } from "./geometry";
import { openPainter } from "./painter";
import { listenToPointer } from "./pointer-input";
import type { Scene, SceneNode } from "./scene";

const [NEAREST, FARTHEST] = [4, 0.02];
/** What fits at once is not drawn larger than life. */
const FIT_MOST = 1.2;
/** Around what is brought into sight; names stand below symbols. */
const MARGIN = 60;

const layer = (of: HTMLElement, name: string): HTMLElement => {
  const made = document.createElement("div");
  made.className = name;
  of.append(made);
  return made;
};

export const openDrawing: OpenDrawing = (box, events) => {
  const ground = layer(box, "drawing-ground");
  const glass = layer(box, "drawing-glass");
  const frame = layer(box, "drawing-frame");
  let camera: Camera = { x: box.clientWidth / 2, y: box.clientHeight / 2, zoom: 1 };
  let scene: Scene = { nodes: [], edges: [], boxes: [] };
  let byId = new Map<string, SceneNode>();
  let chosen: ReadonlySet<string> = new Set();
  const painter = openPainter(ground, ({ lines, symbols }) => {
    box.dataset["lines"] = String(lines);
    box.dataset["symbols"] = String(symbols);
  });
  painter.resize(box.clientWidth, box.clientHeight);

  let [width, height] = [box.clientWidth, box.clientHeight];

  const viewport = (): Viewport => ({
    left: -camera.x / camera.zoom,
    top: -camera.y / camera.zoom,
    width: width / camera.zoom,
    height: height / camera.zoom,
    zoom: camera.zoom,
  });
  const aim = (next: Camera): void => {
    camera = next;
    painter.aim(camera);
    events.looked(viewport());
  };
  const zoomAt = (ratio: number, at: Place): void => {
    const zoom = Math.min(NEAREST, Math.max(FARTHEST, camera.zoom * ratio));
    const by = zoom / camera.zoom;
    aim({ zoom, x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by });
  };

  const letGo = listenToPointer(glass, {
    scene: () => scene,
    byId: () => byId,
    camera: () => camera,
    chosen: () => chosen,
    pan: (dx, dy) => aim({ ...camera, x: camera.x + dx, y: camera.y + dy }),
    zoom: zoomAt,
    choose: events.choose,
    open: events.open,
    point: painter.point,
    drag: (places) => painter.move(places),
    drop: (places) => events.moved([...places].map(([id, { x, y }]) => ({ id, x: Math.round(x), y: Math.round(y) }))),
    frame: (corners) => {
      frame.hidden = corners === null;
      if (corners === null) return;
      const [one, other] = corners;
      Object.assign(frame.style, {
        left: `${Math.min(one.x, other.x)}px`,
        top: `${Math.min(one.y, other.y)}px`,
        width: `${Math.abs(one.x - other.x)}px`,
        height: `${Math.abs(one.y - other.y)}px`,
      });
    },
  });
  frame.hidden = true;

  /** Brings all of these into sight, no larger than `most`. */
  const bring = (what: Pick<Scene, "nodes" | "boxes">, most: number): void => {
    if (width === 0 || height === 0) return;
    const { left, top, right, bottom } = boundsOf(what, MARGIN);
    const zoom = Math.min(most, Math.max(FARTHEST, Math.min(width / (right - left), height / (bottom - top))));
    aim({ zoom, x: width / 2 - ((left + right) / 2) * zoom, y: height / 2 - ((top + bottom) / 2) * zoom });
  };

  const sizes = new ResizeObserver(() => {
    if (box.clientWidth === 0) return;
    const view = viewport();
    const whole = scene.nodes.length > 0 && scene.nodes.every((node) => within(node, view));
    const [moreX, moreY] = [(box.clientWidth - width) / 2, (box.clientHeight - height) / 2];
    [width, height] = [box.clientWidth, box.clientHeight];
    painter.resize(width, height);
    // What stood in the middle stays there, and what was in sight as a whole stays so.
    aim({ ...camera, x: camera.x + moreX, y: camera.y + moreY });
    if (whole && !scene.nodes.every((node) => within(node, viewport()))) bring(scene, camera.zoom);
  });
  sizes.observe(box);

  return {
    show: (next, paint) => {
      scene = next;
      byId = new Map(next.nodes.map((node) => [node.id, node]));
      painter.show(next, paint);
    },
    mark: (next, way) => {
      chosen = new Set(next.nodes);
      painter.mark(next, way);
    },
    fit: () => bring(scene, FIT_MOST),
    reveal: (ids) => {
      const view = viewport();
      const [wanted, seen] = [scene.nodes.filter(({ id }) => ids.has(id)), scene.nodes.filter((node) => within(node, view))];
      if (wanted.some((node) => !within(node, view))) bring({ nodes: [...seen, ...wanted], boxes: [] }, camera.zoom);
    },
    zoomBy: (ratio) => zoomAt(ratio, { x: width / 2, y: height / 2 }),
    panBy: (x, y) => aim({ ...camera, x: camera.x + x, y: camera.y + y }),
    look: (at, zoom = camera.zoom) => aim({ zoom, x: width / 2 - at.x * zoom, y: height / 2 - at.y * zoom }),
    viewport,
    destroy: () => {
      sizes.disconnect();
      letGo();
      painter.destroy();
      box.replaceChildren();
    },
  };
};
