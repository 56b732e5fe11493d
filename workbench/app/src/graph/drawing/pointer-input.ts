/** Mouse, pen and touch on the drawing. */
import type { Place } from "../chart/chart";
import type { Camera } from "./camera";
import type { Chosen } from "./drawing";
import { edgeAt, inside, nodeAt } from "./hit-test";
import type { Scene, SceneNode } from "./scene";

export interface Handles {
  readonly scene: () => Scene;
  readonly byId: () => ReadonlyMap<string, SceneNode>;
  readonly camera: () => Camera;
  readonly chosen: () => ReadonlySet<string>;
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (ratio: number, at: Place) => void;
  readonly choose: (chosen: Chosen, more: boolean) => void;
  readonly open: (id: string) => void;
  /** The entity or link under the pointer; null where there is none. */
  readonly point: (id: string | null) => void;
  /** While dragging: where the entities would be. */
  readonly drag: (places: ReadonlyMap<string, Place>) => void;
  readonly drop: (places: ReadonlyMap<string, Place>) => void;
  /** The frame of a selection, in pixels; null where there is none any more. */
  readonly frame: (frame: readonly [Place, Place] | null) => void;
}

type Doing =
  | { readonly what: "pan"; moved: boolean }
  | { readonly what: "drag"; readonly node: SceneNode; readonly ids: readonly string[]; moved: boolean }
  | { readonly what: "frame"; readonly from: Place };

/** A hand trembles: less than this is a click. */
const STILL = 4;

/** Calls the handles until the returned function is called. */
export function listenToPointer(layer: HTMLElement, handles: Handles): () => void {
  let doing: Doing | null = null;
  let start: Place = { x: 0, y: 0 };
  let last: Place = start;

  const pixel = (event: MouseEvent): Place => {
    const { left, top } = layer.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const chart = ({ x, y }: Place): Place => {
    const camera = handles.camera();
    return { x: (x - camera.x) / camera.zoom, y: (y - camera.y) / camera.zoom };
  };
  const places = (ids: readonly string[], to: Place): ReadonlyMap<string, Place> => {
    const { zoom } = handles.camera();
    const [dx, dy] = [(to.x - start.x) / zoom, (to.y - start.y) / zoom];
    const known = handles.byId();
    return new Map(
      ids.flatMap((id) => {
        const node = known.get(id);
        return node === undefined ? [] : [[id, { x: node.x + dx, y: node.y + dy }] as const];
      }),
    );
  };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    layer.setPointerCapture(event.pointerId);
    start = last = pixel(event);
    const node = nodeAt(handles.scene(), chart(start));
    if (node !== null) {
      const chosen = handles.chosen();
      const ids = chosen.has(node.id) ? handles.scene().nodes.flatMap(({ id }) => (chosen.has(id) ? [id] : [])) : [node.id];
      doing = { what: "drag", node, ids, moved: false };
    } else if (event.shiftKey) doing = { what: "frame", from: start };
    else doing = { what: "pan", moved: false };
  };

  const move = (event: PointerEvent): void => {
    const at = pixel(event);
    if (doing === null) {
      const over = nodeAt(handles.scene(), chart(at)) ?? edgeAt(handles.scene(), handles.byId(), chart(at), handles.camera().zoom);
      handles.point(over?.id ?? null);
      layer.style.cursor = over === null ? "grab" : "pointer";
      return;
    }
    const far = Math.hypot(at.x - start.x, at.y - start.y) >= STILL;
    if (doing.what === "frame") handles.frame([doing.from, at]);
    else if (far || doing.moved) {
      doing.moved = true;
      if (doing.what === "pan") handles.pan(at.x - last.x, at.y - last.y);
      else handles.drag(places(doing.ids, at));
    }
    last = at;
  };

  const up = (event: PointerEvent): void => {
    const at = pixel(event);
    const more = event.shiftKey || event.ctrlKey || event.metaKey;
    if (doing?.what === "drag") {
      if (doing.moved) handles.drop(places(doing.ids, at));
      else handles.choose({ nodes: [doing.node.id], links: [] }, more);
    } else if (doing?.what === "frame") {
      handles.frame(null);
      handles.choose({ nodes: inside(handles.scene(), chart(doing.from), chart(at)).map(({ id }) => id), links: [] }, more);
    } else if (doing?.what === "pan" && !doing.moved) {
      const edge = edgeAt(handles.scene(), handles.byId(), chart(at), handles.camera().zoom);
      handles.choose({ nodes: [], links: edge?.links ?? [] }, more);
    }
    doing = null;
  };

  const leave = (): void => handles.point(null);

  const cancel = (): void => {
    if (doing?.what === "drag" && doing.moved) handles.drag(places(doing.ids, start));
    handles.frame(null);
    doing = null;
  };

  const twice = (event: MouseEvent): void => {
    const node = nodeAt(handles.scene(), chart(pixel(event)));
    if (node !== null) handles.open(node.id);
  };

  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    handles.zoom(Math.exp(-event.deltaY * lines * 0.0015), pixel(event));
  };

  layer.addEventListener("pointerdown", down);
  layer.addEventListener("pointermove", move);
  layer.addEventListener("pointerup", up);
  layer.addEventListener("pointercancel", cancel);
  layer.addEventListener("pointerleave", leave);
  layer.addEventListener("dblclick", twice);
  layer.addEventListener("wheel", wheel, { passive: false });
  return () => {
    layer.removeEventListener("pointerdown", down);
    layer.removeEventListener("pointermove", move);
    layer.removeEventListener("pointerup", up);
    layer.removeEventListener("pointercancel", cancel);
    layer.removeEventListener("pointerleave", leave);
    layer.removeEventListener("dblclick", twice);
    layer.removeEventListener("wheel", wheel);
  };
}
