// @vitest-environment happy-dom
/** Links of what comes with what is on the chart, drawn by themselves. */
import { afterEach, expect, it, vi } from "vitest";
import type { NodeFacts } from "../src/graph/chart/knowledge";
import { MOST_OTHERS } from "../src/graph/asking/links-among";
import { useChart } from "../src/graph/asking/use-chart";
import { hub, page, type AtHub } from "./rendering";

const provenance = { source: "test.feed", batch: "1", assertedBy: [], firstSeen: null, lastSeen: null };
const facts = (id: string): NodeFacts => ({ id, kind: "Person", label: id, begins: null, until: null, provenance });
const news = (...ids: string[]) => ({ nodes: ids.map(facts), links: [], extensions: [] });
const link = (sourceId: string, targetId: string) => ({ kind: "OWNS", sourceId, targetId, since: null, until: null, details: [], provenance });
const found = (links: readonly unknown[], truncated = false) => ({ linksAmong: { links, truncated } });
const wanted = ({ variables }: AtHub) => [variables["of"], variables["others"]];

afterEach(() => vi.unstubAllGlobals());

it("one question for each arrival, about what is new alone; undone together with it", async () => {
  const asked = hub();
  const { now, act, close } = await page(useChart);
  await act(() => now().bring(news("cousin"), null));
  expect(asked).toHaveLength(0);
  await act(() => now().bring(news("debtor", "car"), null));
  expect(asked.map(wanted)).toEqual([[["debtor", "car"], ["cousin"]]]);
  await asked[0]?.answer(found([link("cousin", "car")]));
  expect([...now().chart.links.keys()]).toEqual(["OWNS cousin car"]);
  expect(now().known.links.get("OWNS cousin car")).toHaveLength(1);
  await act(() => now().act({ type: "undo" }));
  expect([...now().chart.nodes.keys()]).toEqual(["cousin"]);
  expect(now().chart.links.size).toBe(0);
  await act(() => now().act({ type: "redo" }));
  expect(now().chart.links.size).toBe(1);
  await close();
});

it("what comes at once is asked one after the other, each against all before it", async () => {
  const asked = hub();
  const { now, act, close } = await page(useChart);
  await act(() => {
    now().bring(news("a", "b"), null);
    now().bring(news("c"), null);
  });
  await asked[0]?.answer(found([]));
  expect(asked.map(wanted)).toEqual([
    [["a", "b"], []],
    [["c"], ["a", "b"]],
  ]);
  await close();
});

it("an answer with errors is shown as such, and asked for again", async () => {
  const asked = hub();
  const { now, act, close } = await page(useChart);
  await act(() => now().bring(news("a", "b"), null));
  await asked[0]?.refuse("GRAPH_TIMEOUT");
  expect(now().arrivals.error?.code).toBe("GRAPH_TIMEOUT");
  await act(() => now().arrivals.again());
  await asked[1]?.answer(found([link("a", "b")]));
  expect(now().arrivals.error).toBeNull();
  expect(now().chart.links.size).toBe(1);
  await close();
});

it("asks nothing where it is switched off", async () => {
  const asked = hub();
  const { now, act, close } = await page(useChart);
  await act(() => now().arrivals.setOn(false));
  await act(() => now().bring(news("a", "b"), null));
  expect(asked).toHaveLength(0);
  await close();
});

it("says what it did not ask for on a chart that is too large, and asks in parts on demand", async () => {
  const asked = hub();
  const { now, act, close } = await page(useChart);
  await act(() => now().arrivals.setOn(false));
  await act(() => now().bring(news(...Array.from({ length: MOST_OTHERS + 1 }, (_, at) => `n${at}`)), null));
  await act(() => now().arrivals.setOn(true));
  await act(() => now().bring(news("new"), null));
  expect(asked).toHaveLength(0);
  expect(now().arrivals.undrawn).toEqual(["new"]);
  await act(() => void now().connect(["new"]));
  await asked[0]?.answer(found([link("new", "n1000")]));
  await asked[1]?.answer(found([]));
  expect(asked.map(wanted).map(([of, others]) => [of, (others as string[]).length])).toEqual([
    [["new"], 501],
    [["new"], 500],
  ]);
  expect([...now().chart.links.keys()]).toEqual(["OWNS new n1000"]);
  await close();
});

it("where one question leaves links out, smaller ones are asked", async () => {
  const asked = hub();
  const { now, act, close } = await page(useChart);
  await act(() => now().bring(news("a", "b"), null));
  await asked[0]?.answer(found([link("a", "b")], true));
  expect(now().arrivals.undrawn).toEqual(["a", "b"]);
  await act(() => void now().connect(["a", "b"]));
  await asked[1]?.answer(found([], true));
  await asked[2]?.answer(found([]));
  await asked[3]?.answer(found([link("b", "a")]));
  expect(asked.map(wanted)).toEqual([
    [["a", "b"], []],
    [["a", "b"], []],
    [["b"], []],
    [["a"], ["b"]],
  ]);
  expect(now().chart.links.size).toBe(2);
  await close();
});
