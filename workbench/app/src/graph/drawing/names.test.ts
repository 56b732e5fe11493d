/** Which names stand on the drawing, and how large they are on the screen. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOTHING_CHOSEN } from "./drawing";
import { nameSize } from "./lettering";
import { openPainter } from "./painter";
import { paintOf } from "./palette";
import { RADIUS, type SceneNode } from "./scene";

describe("names on the drawing", () => {
  let written: string[] = [];
  let frames: (() => void)[] = [];
  beforeEach(() => {
    [written, frames] = [[], []];
    const pen = new Proxy({}, { get: (_, name) => (name === "fillText" ? (text: string) => void written.push(text) : () => {}), set: () => true });
    const canvas = { setAttribute: () => {}, remove: () => {}, getContext: () => pen, width: 0, height: 0 };
    vi.stubGlobal("document", { createElement: () => canvas });
    vi.stubGlobal("requestAnimationFrame", (next: () => void) => frames.push(next));
    vi.stubGlobal("cancelAnimationFrame", () => {});
    vi.stubGlobal("Path2D", class { moveTo() {} lineTo() {} arc() {} rect() {} });
  });
  afterEach(() => vi.unstubAllGlobals());

  function painted(many: number, zoom: number) {
    const nodes = Array.from({ length: many }, (_, at): SceneNode => ({
      id: `n${at}`,
      x: (at % 20) * 90,
      y: Math.floor(at / 20) * 90,
      radius: RADIUS,
      fill: "#000000",
      sign: "P",
      label: `name ${at}`,
      pinned: false,
      ended: false,
      flag: null,
      members: [],
    }));
    const painter = openPainter({ append: () => {} } as unknown as HTMLElement, () => {});
    painter.resize(4000, 4000);
    painter.aim({ x: 0, y: 0, zoom });
    painter.show({ nodes, edges: [], boxes: [] }, paintOf(false));
    const names = (): readonly string[] => {
      written = [];
      for (const next of frames.splice(0)) next();
      return written.filter((text) => text.startsWith("name"));
    };
    names();
    return { painter, names };
  }

  it.each([
    ["a few", 20],
    ["many", 800],
  ])("from afar are those of what is chosen, on a path or pointed at: of %s", (_, many) => {
    const { painter, names } = painted(many, 0.2);
    painter.mark({ nodes: ["n1"], links: [] }, { nodes: ["n2"], links: [] });
    expect(names()).toEqual(["name 1", "name 2"]);
    painter.point("n3");
    expect(names()).toEqual(["name 1", "name 2", "name 3"]);
    painter.point(null);
    painter.mark(NOTHING_CHOSEN, NOTHING_CHOSEN);
    expect(names()).toEqual([]);
  });

  it("are not all written where very many are chosen: then only that of the one pointed at", () => {
    const { painter, names } = painted(800, 0.2);
    painter.mark({ nodes: Array.from({ length: 800 }, (_, at) => `n${at}`), links: [] }, NOTHING_CHOSEN);
    expect(names()).toEqual([]);
    painter.point("n3");
    expect(names()).toEqual(["name 3"]);
  });

  it("are each written once from near, what is chosen above the others", () => {
    const { painter, names } = painted(3, 1);
    painter.mark({ nodes: ["n0"], links: [] }, NOTHING_CHOSEN);
    expect(names()).toEqual(["name 1", "name 2", "name 0"]);
  });

  it("are between 11 and 16 pixels on the screen, from any distance", () => {
    for (const zoom of [0.02, 0.1, 0.5, 0.7, 0.9, 1, 2, 4]) {
      const size = nameSize(zoom) * zoom;
      expect(size).toBeGreaterThanOrEqual(10.999);
      expect(size).toBeLessThanOrEqual(16.001);
    }
  });
});
