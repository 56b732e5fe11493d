/** The drawing of the workbench with invented charts, for workbench/bench/graph.mjs to measure from outside. */
import { after, type Step } from "../../app/src/graph/chart/steps";
import { ALL, EMPTY, type LinkEnds } from "../../app/src/graph/chart/chart";
import { learn, NOTHING_KNOWN, type LinkFacts, type NodeFacts } from "../../app/src/graph/chart/knowledge";
import { visible } from "../../app/src/graph/chart/visible";
import type { Drawing } from "../../app/src/graph/drawing/drawing";
import { openDrawing } from "../../app/src/graph/drawing/open-drawing";
import { paintOf } from "../../app/src/graph/drawing/palette";
import { sceneOf, type Scene } from "../../app/src/graph/drawing/scene";
import { layout } from "../../app/src/graph/layout/layout";

const KINDS = ["Person", "Company", "Vehicle", "RealEstate", "BankAccount", "EnforcementCase"];
const LINKS = ["OWNS", "RELATIVE_OF", "EMPLOYED_BY", "DRIVES", "HOLDS"] as const;
const NAMES = ["示例甲", "示例乙", "示例丙", "示例丁", "测试戊", "测试己"];
const provenance = { source: "bench.invented", batch: "1", assertedBy: ["bench.invented"], firstSeen: "2026-01-01", lastSeen: "2026-01-01" };

/** The same sequence each time (Lehmer). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const pick = <Item>(items: readonly Item[], at: number): Item => {
  const found = items[Math.floor(at * items.length)];
  if (found === undefined) throw new Error("There is nothing to pick from.");
  return found;
};

/** Clusters with a busy middle, and some links between them: what expanding leaves behind. */
function invented(count: number): Scene {
  const next = chance(7);
  const side = Math.ceil(Math.sqrt(count));
  const nodes: NodeFacts[] = [];
  const links: LinkFacts[] = [];
  for (let at = 0; at < count; at += 1) {
    nodes.push({ id: `n${at}`, kind: pick(KINDS, next()), label: `${pick(NAMES, next())}${at}`, begins: null, until: null, provenance });
    const many = at === 0 ? 0 : next() < 0.6 ? 2 : 1;
    for (let link = 0; link < many; link += 1) {
      const near = next() < 0.9 ? at - (at % 25) : Math.floor(next() * at);
      const other = near === at ? Math.max(0, at - 25) : near;
      if (other === at) continue;
      const ends: LinkEnds = { source: `n${at}`, target: `n${other}`, kind: pick(LINKS, next()) };
      links.push({ ...ends, since: "2025-01-01", until: next() < 0.2 ? "2026-01-01" : null, details: [], provenance });
    }
  }
  const step: Step = {
    type: "add",
    nodes: nodes.map(({ id }, at) => ({ id, x: (at % side) * 110 + next() * 50, y: Math.floor(at / side) * 110 + next() * 50 })),
    links,
  };
  const known = learn(NOTHING_KNOWN, { nodes, links, extensions: [] });
  return sceneOf(visible(after(EMPTY, step), known), ALL.folded, { language: "zh", unknown: "?", group: (number) => number });
}

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
const box = document.querySelector<HTMLElement>("#drawing");
if (box === null) throw new Error("The page has no place for the drawing.");
const place = box;
let drawing: Drawing | null = null;
let scene: Scene = { nodes: [], edges: [], boxes: [] };
let times: number[] = [];
let watching = false;

function spread(all: readonly number[]): { frames: number; p50: number; p95: number; most: number } {
  const sorted = [...all].sort((one, other) => one - other);
  const at = (part: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
  return { frames: sorted.length, p50: at(0.5), p95: at(0.95), most: at(1) };
}

const bench = {
  /** Milliseconds from the chart to its first drawing, shown. */
  async open(count: number): Promise<{ nodes: number; edges: number; first: number }> {
    drawing?.destroy();
    const start = performance.now();
    scene = invented(count);
    drawing = openDrawing(place, { choose: () => {}, open: () => {}, moved: () => {}, looked: () => {} });
    drawing.show(scene, paintOf(false));
    drawing.fit();
    await frame();
    await frame();
    return { nodes: scene.nodes.length, edges: scene.edges.length, first: Math.round(performance.now() - start) };
  },
  /** Where an entity is on the screen, nearest to the middle: to be dragged. */
  grip(): { x: number; y: number } {
    const view = drawing?.viewport() ?? { left: 0, top: 0, width: 1, height: 1, zoom: 1 };
    const on = ({ x, y }: { x: number; y: number }) => ({ x: (x - view.left) * view.zoom, y: (y - view.top) * view.zoom });
    const far = ({ x, y }: { x: number; y: number }): number => Math.hypot(x - place.clientWidth / 2, y - place.clientHeight / 2);
    return scene.nodes.map(on).sort((one, other) => far(one) - far(other))[0] ?? { x: 0, y: 0 };
  },
  near(): void {
    drawing?.look({ x: scene.nodes[0]?.x ?? 0, y: scene.nodes[0]?.y ?? 0 }, 1);
  },
  fit(): void {
    drawing?.fit();
  },
  watch(): void {
    times = [];
    watching = true;
    let last = performance.now();
    const tick = (): void => {
      const now = performance.now();
      times.push(now - last);
      last = now;
      if (watching) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  },
  told(): ReturnType<typeof spread> {
    watching = false;
    return spread(times.slice(1));
  },
  /** Laying out by closeness in the worker: how long, and the longest that the page stood still meanwhile. */
  async arrange(): Promise<{ ms: number; longest: number }> {
    const at = new Map(scene.nodes.map(({ id }, index) => [id, index]));
    bench.watch();
    const start = performance.now();
    await layout(
      {
        name: "force",
        bodies: scene.nodes.map(({ x, y }) => ({ x, y, fixed: false })),
        pairs: scene.edges.map(({ source, target }) => [at.get(source) ?? 0, at.get(target) ?? 0] as const),
        starts: [],
      },
      () => {},
      new AbortController().signal,
    );
    return { ms: Math.round(performance.now() - start), longest: bench.told().most };
  },
};

declare global {
  var bench: object;
}
globalThis.bench = bench;
