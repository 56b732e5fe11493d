import { describe, expect, it } from "vitest";
import { sceneOf } from "../drawing/scene";
import { badgesOf } from "../drawing/badges";
import { paintOf } from "../drawing/palette";
import { picture } from "../drawing/svg";
import { linkKey } from "./chart";
import { flagged, flagMark, type FlagMark } from "./flag-marks";
import type { ShownLink, ShownNode, Visible } from "./visible";

const provenance = { source: "test.feed", batch: "1", assertedBy: [], firstSeen: null, lastSeen: null };
const node = (id: string, x: number, group: string | null = null): ShownNode => ({
  id,
  x,
  y: 0,
  pinned: false,
  group,
  hidden: false,
  facts: { id, kind: "Person", label: id, begins: null, until: null, provenance },
});
const drives: ShownLink = {
  key: linkKey({ source: "a", target: "b", kind: "DRIVES" }),
  source: "a",
  target: "b",
  kind: "DRIVES",
  hidden: false,
  records: [{ source: "a", target: "b", kind: "DRIVES", since: null, until: null, details: [], provenance }],
};
const seen = (nodes: readonly ShownNode[], links: readonly ShownLink[]): Visible => ({
  nodes,
  links,
  left: { unknown: 0, hidden: 0, filtered: 0, byDay: 0 },
  leftLinks: { hidden: 0, filtered: 0, byDay: 0 },
});
const both = seen([node("a", 0), node("b", 200)], [drives]);
const end = (which: string | null, id: string) => ({ end: which, node: { id } });
const onEntity = flagMark({ id: "f1", linkKind: null, subjects: { edges: [end(null, "a")] } });
const onLink = flagMark({ id: "f2", linkKind: "DRIVES", subjects: { edges: [end("TARGET", "b"), end("SOURCE", "a")] } });
const words = { language: "en", unknown: "?", group: (number: string) => number } as const;

describe("flags on a chart", () => {
  it("stand on what they were raised on", () => {
    expect(onLink.link).toEqual({ source: "a", target: "b", kind: "DRIVES" });
    const { nodes, links, count } = flagged([onEntity, onLink], both);
    expect([...nodes]).toEqual([["a", 1]]);
    expect([...links]).toEqual([[drives.key, 1]]);
    expect(count).toBe(2);
  });

  it("on a link that is not shown stand on its ends that are", () => {
    expect(flagged([onLink], seen([node("a", 0), node("b", 200)], [])).nodes).toEqual(new Map([["a", 1], ["b", 1]]));
    expect([...flagged([onLink], seen([node("b", 200)], [])).nodes]).toEqual([["b", 1]]);
  });

  it("on what is not on the chart are not counted", () => {
    const other: FlagMark = { id: "f3", entities: ["elsewhere"], link: null };
    expect(flagged([other], both)).toEqual({ nodes: new Map(), links: new Map(), count: 0 });
  });

  it("of which the purpose hides an end stand on the other", () => {
    const half = flagMark({ id: "f4", linkKind: "DRIVES", subjects: { edges: [end("SOURCE", "a")] } });
    expect(half.link).toBeNull();
    expect([...flagged([half], both).nodes]).toEqual([["a", 1]]);
  });

  it("are drawn once each, on symbols, lines and folded groups, and written into the picture", () => {
    const scene = sceneOf(both, [], words, flagged([onEntity, onLink], both));
    const byId = new Map(scene.nodes.map((each) => [each.id, each]));
    const badges = badgesOf(scene.nodes, scene.edges, byId);
    expect(badges.map(({ id, sign }) => [id, sign])).toEqual([["a", "Fl"], [drives.key, "Fl"]]);
    // Neither over the symbol's sign nor over the name of the line.
    expect(badges[0]?.x).toBeGreaterThan(10);
    expect(badges[1]).toMatchObject({ x: 100, y: -20 });
    const { svg } = picture(scene, paintOf(false), { title: "t", legend: [], marks: [], cited: new Map() });
    expect(svg.match(/r="9"/g)).toHaveLength(2);
    const grouped = seen([node("a", 0, "group-1"), node("b", 200, "group-1")], [drives]);
    expect(sceneOf(grouped, ["group-1"], words, flagged([onEntity], grouped)).nodes.map(({ flag }) => flag)).toEqual(["Fl"]);
  });

  it("are gone once they are withdrawn", () => {
    const scene = sceneOf(both, [], words, flagged([], both));
    expect([...scene.nodes, ...scene.edges].every(({ flag }) => flag === null)).toBe(true);
  });
});
