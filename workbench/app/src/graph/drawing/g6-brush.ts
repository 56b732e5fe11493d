/** Paints with AntV G6: the one module that knows it. */
import { Graph, type EdgeData, type NodeData } from "@antv/g6";
import type { Place } from "../chart/chart";
import { BADGE_FILL, BADGE_RADIUS, badgesOf, type Badge } from "./badges";
import { FONT, LINK_NAMES_FROM, NAMES_FROM, nameSize, type Brush, type Camera } from "./brush";
import type { Paint } from "./palette";
import type { Scene, SceneBox, SceneEdge, SceneNode } from "./scene";

interface Look {
  readonly names: boolean;
  readonly linkNames: boolean;
  readonly size: number;
}

const lookAt = (zoom: number): Look => ({ names: zoom >= NAMES_FROM, linkNames: zoom >= LINK_NAMES_FROM, size: nameSize(zoom) });
const boxId = (id: string): string => `box ${id}`;
const badgeId = (id: string): string => `badge ${id}`;

function nodeData(node: SceneNode, paint: Paint, { names, size }: Look, mark: "chosen" | "way" | null): NodeData {
  const ring = mark === null ? paint.ring : paint[mark];
  return {
    id: node.id,
    type: "circle",
    style: {
      x: node.x,
      y: node.y,
      size: node.radius * 2,
      fill: node.fill,
      fillOpacity: node.ended ? 0.6 : 1,
      stroke: ring,
      lineWidth: mark === null ? 1.5 : 5,
      ...(node.ended ? { lineDash: [4, 3] } : { lineDash: 0 }),
      icon: true,
      iconText: node.sign,
      iconFill: "#ffffff",
      iconFontSize: 15,
      iconFontWeight: 600,
      iconFontFamily: FONT,
      label: names,
      labelText: node.pinned ? `◆ ${node.label}` : node.label,
      labelPlacement: "bottom",
      labelFill: paint.text,
      labelFontSize: size,
      labelFontFamily: FONT,
      labelStroke: paint.page,
      labelLineWidth: 3,
      labelWordWrap: false,
      labelBackground: false,
      halo: false,
      port: false,
      badge: false,
      zIndex: mark === null ? 2 : 3,
    },
  };
}

function boxData({ id, x, y, width, height, label }: SceneBox, paint: Paint): NodeData {
  return {
    id: boxId(id),
    type: "rect",
    style: {
      x,
      y,
      size: [width, height],
      radius: 10,
      fill: paint.box,
      stroke: paint.boxLine,
      lineWidth: 1,
      label: true,
      labelText: label,
      labelPlacement: "top",
      labelFill: paint.text,
      labelFontSize: 13,
      labelFontFamily: FONT,
      icon: false,
      halo: false,
      port: false,
      badge: false,
      zIndex: -1,
    },
  };
}

/** A symbol of its own: the engine's badges do not stand on lines that have no name. */
function badgeData({ id, x, y, sign }: Badge, paint: Paint): NodeData {
  return {
    id: badgeId(id),
    type: "circle",
    style: {
      x,
      y,
      size: 2 * BADGE_RADIUS,
      fill: BADGE_FILL,
      stroke: paint.ring,
      lineWidth: 1,
      icon: true,
      iconText: sign,
      iconFill: "#ffffff",
      iconFontSize: 10,
      iconFontWeight: 600,
      iconFontFamily: FONT,
      label: false,
      halo: false,
      port: false,
      badge: false,
      zIndex: 4,
    },
  };
}

function edgeData(edge: SceneEdge, paint: Paint, { linkNames }: Look, mark: "chosen" | "way" | null): EdgeData {
  const colour = mark === null ? paint.line : paint[mark];
  return {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    type: edge.bend === 0 ? "line" : "quadratic",
    style: {
      stroke: colour,
      lineWidth: mark === null ? 1.2 : 3,
      lineDash: edge.ended ? [5, 4] : 0,
      curveOffset: edge.bend * 2,
      startArrow: false,
      endArrow: edge.arrow,
      endArrowSize: 8,
      endArrowFill: colour,
      endArrowStroke: colour,
      label: linkNames,
      labelText: edge.label,
      labelFill: paint.text,
      labelFontSize: 11,
      labelFontFamily: FONT,
      labelStroke: paint.page,
      labelLineWidth: 3,
      labelAutoRotate: false,
      labelBackground: false,
      halo: false,
      badge: false,
      zIndex: 1,
    },
  };
}

type Data = NodeData | EdgeData;

/** What changed since the engine was told last, so that it works on nothing else. */
class Told<Kind extends Data> {
  private known = new Map<string, string>();

  changes(now: readonly Kind[], same: (one: Kind) => string): { fresh: Kind[]; changed: Kind[]; gone: string[] } {
    const texts = new Map(now.map((each) => [String(each.id), JSON.stringify(each)]));
    const shapes = new Map(now.map((each) => [String(each.id), same(each)]));
    const old = this.known;
    const gone = [...old.keys()].filter((id) => !shapes.has(id) || shapes.get(id) !== this.shapes.get(id));
    const left = new Set(gone);
    const fresh = now.filter((each) => !old.has(String(each.id)) || left.has(String(each.id)));
    const changed = now.filter((each) => old.has(String(each.id)) && !left.has(String(each.id)) && old.get(String(each.id)) !== texts.get(String(each.id)));
    this.known = texts;
    this.shapes = shapes;
    return { fresh, changed, gone };
  }

  private shapes = new Map<string, string>();
}

export function g6Brush(box: HTMLElement): Brush {
  const graph = new Graph({
    container: box,
    animation: false,
    theme: false,
    autoResize: false,
    zoomRange: [0.02, 8],
    data: { nodes: [], edges: [] },
    behaviors: [],
    plugins: [],
    transforms: [],
  });
  const [nodes, edges] = [new Told<NodeData>(), new Told<EdgeData>()];
  let scene: Scene = { nodes: [], edges: [], boxes: [] };
  let paint: Paint | null = null;
  let camera: Camera = { x: 0, y: 0, zoom: 1 };
  let look = lookAt(1);
  let [chosen, way] = [new Set<string>(), new Set<string>()];
  let ended = false;
  // The engine draws asynchronously; what is asked of it meanwhile waits, and only the last of it is drawn.
  let busy: Promise<void> = graph.render();
  let waiting = false;

  const markOf = (id: string): "chosen" | "way" | null => (chosen.has(id) ? "chosen" : way.has(id) ? "way" : null);

  async function redraw(): Promise<void> {
    waiting = false;
    if (ended || paint === null) return;
    const colours = paint;
    const byId = new Map(scene.nodes.map((node) => [node.id, node]));
    const nowNodes = [
      ...scene.boxes.map((each) => boxData(each, colours)),
      ...scene.nodes.map((node) => nodeData(node, colours, look, markOf(node.id))),
      ...badgesOf(scene.nodes, scene.edges, byId).map((each) => badgeData(each, colours)),
    ];
    const nowEdges = scene.edges.map((edge) => edgeData(edge, colours, look, markOf(edge.id)));
    const ofEdges = edges.changes(nowEdges, ({ source, target, type }) => `${source} ${target} ${type}`);
    const ofNodes = nodes.changes(nowNodes, ({ type }) => String(type));
    // An edge goes with its node in the engine; removing the edges first keeps both in step.
    if (ofEdges.gone.length > 0) graph.removeEdgeData(ofEdges.gone);
    if (ofNodes.gone.length > 0) graph.removeNodeData(ofNodes.gone);
    if (ofNodes.fresh.length > 0) graph.addNodeData(ofNodes.fresh);
    if (ofEdges.fresh.length > 0) graph.addEdgeData(ofEdges.fresh);
    if (ofNodes.changed.length > 0) graph.updateNodeData(ofNodes.changed);
    if (ofEdges.changed.length > 0) graph.updateEdgeData(ofEdges.changed);
    await graph.draw();
    aim();
  }

  function soon(): Promise<void> {
    if (!waiting) {
      waiting = true;
      busy = busy.then(redraw).catch((reason: unknown) => {
        if (!ended) throw reason;
      });
    }
    return busy;
  }

  /** The engine's own camera moves by steps; ours says where it is to be. */
  function aim(): void {
    if (ended || !graph.rendered) return;
    if (Math.abs(graph.getZoom() - camera.zoom) > 1e-6) void graph.zoomTo(camera.zoom, false, [0, 0]);
    const [x = 0, y = 0] = graph.getViewportByCanvas([0, 0]);
    if (Math.abs(x - camera.x) > 0.01 || Math.abs(y - camera.y) > 0.01) void graph.translateBy([camera.x - x, camera.y - y], false);
  }

  return {
    show: (next, withPaint) => {
      scene = next;
      paint = withPaint;
      return soon();
    },
    mark: (nextChosen, nextWay) => {
      chosen = new Set([...nextChosen.nodes, ...nextChosen.links]);
      way = new Set([...nextWay.nodes, ...nextWay.links]);
      void soon();
    },
    camera: (next) => {
      camera = next;
      aim();
      const now = lookAt(next.zoom);
      if (now.names !== look.names || now.linkNames !== look.linkNames || now.size !== look.size) {
        look = now;
        void soon();
      }
    },
    move: (places: ReadonlyMap<string, Place>) => {
      scene = { ...scene, nodes: scene.nodes.map((node) => ({ ...node, ...places.get(node.id) })) };
      void soon();
    },
    resize: (width, height) => graph.resize(width, height),
    destroy: () => {
      ended = true;
      void busy.then(() => graph.destroy()).catch(() => {});
    },
  };
}
