import { useState, type MouseEvent, type RefObject } from "react";
import type { Place } from "../chart/chart";
import { edgeAt, nodeAt } from "../drawing/hit-test";
import { NOTHING_CHOSEN } from "../drawing/drawing";
import type { GraphNow } from "../panels/graph-context";

export interface MenuNow {
  /** Where the menu stands, in pixels of the drawing; null where there is none. */
  readonly at: Place | null;
  readonly close: () => void;
  /** Of what lies under the pointer, which is chosen with it. */
  readonly onContextMenu: (event: MouseEvent) => void;
  /** Of what is chosen, without a pointer. */
  readonly openByKey: () => void;
}

/** The menu of what lies under the pointer, or of what is chosen. */
export function useMenu({ scene, chosen, setChosen, controls, chart }: GraphNow, choose: (ids: readonly string[], links: readonly string[]) => void, area: RefObject<HTMLElement | null>): MenuNow {
  const [at, setAt] = useState<Place | null>(null);
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    const box = area.current?.getBoundingClientRect();
    const view = controls.current?.viewport();
    // The key of menus says so too, at no place; it has opened the menu already.
    if (event.button !== 2 || box === undefined || view === undefined) return;
    const pixel = { x: event.clientX - box.left, y: event.clientY - box.top };
    const place = { x: view.left + pixel.x / view.zoom, y: view.top + pixel.y / view.zoom };
    const node = nodeAt(scene, place);
    const edge = node === null ? edgeAt(scene, new Map(scene.nodes.map((each) => [each.id, each])), place, view.zoom) : null;
    if (node !== null) {
      if (!node.members.some((id) => chosen.nodes.includes(id))) choose([node.id], []);
    } else if (edge !== null) {
      if (!edge.links.some((key) => chosen.links.includes(key))) choose([], edge.links);
    } else setChosen(NOTHING_CHOSEN);
    setAt(pixel);
  };
  const openByKey = () => {
    const view = controls.current?.viewport();
    const mark = chart.nodes.get(chosen.nodes[0] ?? "");
    const box = area.current;
    if (view === undefined || box === null) return;
    const pixel = mark === undefined ? { x: box.clientWidth / 2, y: box.clientHeight / 2 } : { x: (mark.x - view.left) * view.zoom, y: (mark.y - view.top) * view.zoom };
    setAt({ x: Math.min(Math.max(pixel.x, 0), box.clientWidth), y: Math.min(Math.max(pixel.y, 0), box.clientHeight) });
  };
  return { at, close: () => setAt(null), onContextMenu, openByKey };
}
