// @vitest-environment happy-dom
/** What is done to a chart with one hand: expanding several at once, lists that are pasted, ends of paths. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { linesOf, readLine } from "../src/graph/asking/pasted";
import { useChart } from "../src/graph/asking/use-chart";
import { useEnds } from "../src/graph/page/use-ends";
import { useExpansion } from "../src/graph/panels/use-expansion";
import { EMPTY, type Chart } from "../src/graph/chart/chart";
import type { Found } from "../src/search/searching";
import { hub, page } from "./rendering";

const provenance = { source: "test.feed", batch: "1", assertedBy: [], firstSeen: null, lastSeen: null };
const node = (id: string) => ({ __typename: "Person", id, label: id, until: null, provenance });
const link = (sourceId: string, targetId: string, kind = "RELATIVE_OF") => ({ kind, sourceId, targetId, since: null, until: null, details: [], provenance });
const around = (id: string, ...others: string[]) => ({
  expand: { counts: [{ kind: "RELATIVE_OF", count: others.length }], neighbours: others.map((other) => ({ link: link(id, other), node: node(other) })) },
});

afterEach(() => vi.unstubAllGlobals());

describe("expanding", () => {
  const both = () => {
    const chart = useChart();
    return { chart, expansion: useExpansion(chart) };
  };
  const begun = async () => {
    const asked = hub();
    const made = await page(both);
    await made.act(() => made.now().chart.arrivals.setOn(false));
    await made.act(() => made.now().chart.bring({ nodes: ["a", "b"].map((id) => ({ id, kind: "Person", label: id, begins: null, until: null, provenance })), links: [], extensions: [] }, null));
    return { asked, ...made };
  };

  it("several at once is one step, which is undone as one", async () => {
    const { asked, now, act, close } = await begun();
    await act(() => now().expansion.expand(["a", "b"]));
    await asked[0]?.answer(around("a", "b", "c"));
    await asked[1]?.answer(around("b", "a", "d"));
    expect([...now().chart.chart.nodes.keys()]).toEqual(["a", "b", "c", "d"]);
    expect(now().chart.chart.links.size).toBe(3);
    expect(now().expansion.expanded).toEqual({ added: 2, tooMany: new Map() });
    await act(() => now().chart.act({ type: "undo" }));
    expect([...now().chart.chart.nodes.keys()]).toEqual(["a", "b"]);
    await close();
  });

  it("leaves one with many links alone and says how many; its flags do not count", async () => {
    const { asked, now, act, close } = await begun();
    await act(() => now().expansion.expand(["a", "b"]));
    await asked[0]?.answer({ expand: { counts: [{ kind: "HOLDS", count: 5914 }], neighbours: [{ link: link("a", "x", "HOLDS"), node: node("x") }] } });
    await asked[1]?.answer({ expand: { counts: [{ kind: "FLAGS", count: 1 }], neighbours: [{ link: link("f", "b", "FLAGS"), node: node("f") }] } });
    expect([...now().chart.chart.nodes.keys()]).toEqual(["a", "b"]);
    expect(now().expansion.expanded).toEqual({ added: 0, tooMany: new Map([["a", 5914]]) });
    await close();
  });

  it("that fails is shown as such, and nothing of it is added", async () => {
    const { asked, now, act, close } = await begun();
    await act(() => now().expansion.expand(["a", "b"]));
    await asked[0]?.answer(around("a", "c"));
    await asked[1]?.refuse("GRAPH_TIMEOUT");
    expect(now().expansion.error?.code).toBe("GRAPH_TIMEOUT");
    expect(now().chart.chart.nodes.size).toBe(2);
    await close();
  });
});

describe("a pasted list", () => {
  const hits = (...hows: string[]) =>
    ({ recognisedAs: [], hits: hows.map((how, at) => ({ node: node(`n${at}`), matched: [{ field: "name", how }], apart: {} })), moreExist: false }) as unknown as Found;

  it("has each line once", () => {
    expect(linesOf(" 测A12345 \r\n\n测A12345\n陈立诚")).toEqual(["测A12345", "陈立诚"]);
  });

  it.each([
    ["an identifier", hits("EXACT", "CONTAINS"), "found"],
    ["a name that only one has", hits("SAME", "SIMILAR"), "found"],
    ["a name that several have", hits("SAME", "SAME"), "ambiguous"],
    ["a name of which there may be more", { ...hits("SAME"), moreExist: true } as Found, "ambiguous"],
    ["what only resembles it", hits("SIMILAR"), "ambiguous"],
    ["nothing", hits(), "none"],
    ["a purpose that shows nothing", null, "none"],
  ] as const)("is read: %s", (_, found, state) => {
    expect(readLine("x", found as Found | null).state).toBe(state);
  });
});

describe("the ends of paths", () => {
  const mark = { x: 0, y: 0, pinned: false, group: null, hidden: false };
  const chart: Chart = { ...EMPTY, nodes: new Map(["a", "b", "c"].map((id) => [id, mark])) };
  const of = (...nodes: string[]) => {
    const chosen = { nodes, links: [] };
    return () => useEnds(chart, chosen, () => {});
  };

  it("are what is chosen, until others are named; what is not on the chart is none", async () => {
    const { now, show, act, close } = await page(of());
    await show(of("a"));
    expect(now().ends).toEqual({ from: "a", to: null });
    await show(of("b", "c"));
    expect(now().ends).toEqual({ from: "b", to: "c" });
    await act(() => now().setEnds({ from: "b", to: "gone" }));
    expect(now().ends).toEqual({ from: "b", to: null });
    await act(() => now().seek({ from: "a", to: "c" }));
    expect(now()).toMatchObject({ ends: { from: "a", to: "c" }, seeking: true });
    await close();
  });
});
