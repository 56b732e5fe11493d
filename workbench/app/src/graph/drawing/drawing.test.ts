import { describe, expect, it } from "vitest";
import { ALL } from "../chart/chart";
import type { ShownLink, ShownNode, Visible } from "../chart/visible";
import { curve, middle } from "./geometry";
import { edgeAt, inside, nodeAt } from "./hit-test";
import { paintOf } from "./palette";
import { sceneOf } from "./scene";
import { picture } from "./svg";

const provenance = { source: "test.feed", batch: "1", assertedBy: [], firstSeen: null, lastSeen: null };
const node = (id: string, x: number, y: number, group: string | null = null): ShownNode => ({
  id,
  x,
  y,
  pinned: false,
  group,
  hidden: false,
  facts: { id, kind: "Person", label: `<${id} & co>`, begins: null, until: null, provenance },
});
const link = (source: string, target: string, kind: "OWNS" | "DRIVES" | "SPOUSE_OF"): ShownLink => ({
  key: `${kind} ${source} ${target}`,
  source,
  target,
  kind,
  hidden: false,
  records: [{ source, target, kind, since: null, until: null, details: [], provenance }],
});
const seen = (nodes: readonly ShownNode[], links: readonly ShownLink[]): Visible => ({
  nodes,
  links,
  left: { unknown: 0, hidden: 0, filtered: 0, byDay: 0 },
  leftLinks: { hidden: 0, filtered: 0, byDay: 0 },
});
const words = { language: "en", unknown: "?", group: (number: string) => `Group ${number}` } as const;

describe("the scene", () => {
  it("links between the same two bend apart, and have arrows where they have a direction", () => {
    const scene = sceneOf(seen([node("a", 0, 0), node("b", 200, 0)], [link("a", "b", "OWNS"), link("b", "a", "DRIVES"), link("a", "b", "SPOUSE_OF")]), ALL.folded, words);
    const middles = scene.edges.map(({ source, bend }) => Math.round(middle(source === "a" ? curve({ x: 0, y: 0 }, { x: 200, y: 0 }, bend) : curve({ x: 200, y: 0 }, { x: 0, y: 0 }, bend)).y));
    expect(new Set(middles).size).toBe(3);
    expect(scene.edges.map(({ arrow }) => arrow)).toEqual([true, true, false]);
  });

  it("a folded group is one; links within it are not drawn, the others lead to it", () => {
    const all = seen([node("a", 0, 0, "group-1"), node("b", 100, 0, "group-1"), node("c", 300, 0)], [link("a", "b", "OWNS"), link("b", "c", "OWNS")]);
    const open = sceneOf(all, [], words);
    expect([open.nodes.length, open.edges.length, open.boxes[0]?.members]).toEqual([3, 2, ["a", "b"]]);
    const shut = sceneOf(all, ["group-1"], words);
    expect(shut.nodes.map(({ id, members }) => [id, members.length])).toEqual([["c", 1], ["group-1", 2]]);
    expect(shut.edges.map(({ source, target, links }) => [source, target, links])).toEqual([["group-1", "c", ["OWNS b c"]]]);
    expect(shut.boxes).toEqual([]);
  });

  it("finds what lies under the pointer", () => {
    const scene = sceneOf(seen([node("a", 0, 0), node("b", 200, 0)], [link("a", "b", "OWNS"), link("a", "b", "DRIVES")]), [], words);
    const byId = new Map(scene.nodes.map((each) => [each.id, each]));
    expect(nodeAt(scene, { x: 10, y: 10 })?.id).toBe("a");
    expect(nodeAt(scene, { x: 100, y: 0 })).toBeNull();
    expect(edgeAt(scene, byId, { x: 100, y: 17 }, 1)?.id).not.toBe(edgeAt(scene, byId, { x: 100, y: -17 }, 1)?.id);
    expect(edgeAt(scene, byId, { x: 100, y: 80 }, 1)).toBeNull();
    expect(inside(scene, { x: 150, y: 50 }, { x: 250, y: -50 }).map(({ id }) => id)).toEqual(["b"]);
  });
});

describe("the picture", () => {
  it("holds names and numbers as text and nothing as markup", () => {
    const scene = sceneOf(seen([node("a", 0, 0), node("b", 200, 0)], [link("a", "b", "OWNS")]), [], words);
    const { svg, width } = picture(scene, paintOf(false), { title: "Chart", legend: [], marks: ["Officer: <x>"], cited: new Map([["OWNS a b", "a owns b · <feed> · 1"]]), numbers: new Map([["OWNS a b", 1]]) });
    expect(svg).toContain("&lt;a &amp; co&gt;");
    expect(svg).toContain("[1] Owns");
    expect(svg).toContain("<title>a owns b · &lt;feed&gt; · 1</title>");
    expect(svg).toContain("Officer: &lt;x&gt;");
    expect(svg).not.toContain("<a &");
    expect(width).toBeGreaterThanOrEqual(640);
  });
});
