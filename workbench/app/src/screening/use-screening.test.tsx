// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import limits from "../../../../hub/capabilities/screening/limits.json";
import { hub, page, type AtHub } from "../../tests/rendering";
import { rowsOf } from "./bands";
import type { Line } from "./subjects";
import { useScreening } from "./use-screening";

const MOST = limits.subjects;
const BASIS = { basis: { purpose: "LISTING_CHECK" } };
const list = (count: number): readonly Line[] => Array.from({ length: count }, (_, at) => ({ number: at + 1, name: `N${at}`, id: "", subject: { name: `N${at}` }, wrong: null }));
const unread: Line = { number: 9, name: "", id: "1,2", subject: null, wrong: "TWO_NUMBERS" };

const sent = (at: AtHub | undefined) => (at?.variables["subjects"] ?? []) as readonly { ref: string }[];
const outcome = (ref: string) => ({ ref, outcome: "NO_HIT", by: "NAME", why: null, score: null, candidates: null, moreCandidates: null, formerName: null, courts: [], problem: null });
const reply = (at: AtHub | undefined) => at?.answer({ screen: { outcomes: sent(at).map(({ ref }) => outcome(ref)) } });
const bands = (lines: readonly Line[], now: ReturnType<typeof useScreening>) => rowsOf(lines, now.found.outcomes).map(({ band }) => band);

afterEach(() => vi.unstubAllGlobals());

describe("a list that is screened", () => {
  it("is sent in pages as large as the hub takes, one after another", async () => {
    const [asked, lines] = [hub(), list(MOST + 2)];
    const { now, act, close } = await page(() => useScreening(lines), BASIS);
    expect(asked.length).toBe(0);
    await act(() => now().begin());
    expect(sent(asked[0]).length).toBe(MOST);
    expect(asked.length).toBe(1);
    await reply(asked[0]);
    expect(now()).toMatchObject({ work: { done: MOST / (MOST + 2) }, all: MOST + 2 });
    expect(sent(asked[1]).length).toBe(2);
    await reply(asked[1]);
    expect(now()).toMatchObject({ work: null, error: null });
    expect(now().found.outcomes.size).toBe(MOST + 2);
    expect(now().found.extensions.length).toBe(2);
    await close();
  });

  it("leaves out what cannot be read, and shows it", async () => {
    const [asked, lines] = [hub(), [unread, ...list(1)]];
    const { now, act, close } = await page(() => useScreening(lines), BASIS);
    expect(bands(lines, now())).toEqual(["UNREAD", "WAITING"]);
    await act(() => now().begin());
    expect(sent(asked[0]).map(({ ref }) => ref)).toEqual(["1"]);
    await reply(asked[0]);
    expect(bands(lines, now())).toEqual(["UNREAD", "NO_HIT"]);
    await close();
  });

  it.each(["GRAPH_TIMEOUT", "UNAUTHENTICATED", "NOT_ALLOWED", "BUDGET_EXHAUSTED", "GRAPH_UNAVAILABLE", "NOT_OPEN"])("keeps what has come when the hub says %s, and goes on from there", async (code) => {
    const [asked, lines] = [hub(), list(MOST + 4)];
    const { now, act, close } = await page(() => useScreening(lines), BASIS);
    await act(() => now().begin());
    await reply(asked[0]);
    await asked[1]?.refuse(code);
    expect(now()).toMatchObject({ work: null, error: { code } });
    expect(bands(lines, now()).filter((band) => band === "WAITING").length).toBe(4);
    await act(() => now().begin());
    // What took too long is asked in smaller parts.
    expect(sent(asked[2]).map(({ ref }) => Number(ref) - MOST)).toEqual(code === "GRAPH_TIMEOUT" ? [0, 1] : [0, 1, 2, 3]);
    await close();
  });

  it("is sent in smaller pages where one is more than the hub takes", async () => {
    const [asked, lines] = [hub(), list(4)];
    const { now, act, close } = await page(() => useScreening(lines), BASIS);
    await act(() => now().begin());
    await asked[0]?.refuse("LIMIT_EXCEEDED");
    expect(sent(asked[1]).length).toBe(2);
    await reply(asked[1]);
    await reply(asked[2]);
    expect(now()).toMatchObject({ work: null, error: null });
    expect(now().found.outcomes.size).toBe(4);
    await close();
  });

  it("does not take an outcome that is missing for one that is not there", async () => {
    const [asked, lines] = [hub(), list(2)];
    const { now, act, close } = await page(() => useScreening(lines), BASIS);
    await act(() => now().begin());
    await asked[0]?.answer({ screen: { outcomes: [outcome("0")] } });
    expect(now()).toMatchObject({ error: { code: "NOT_THE_HUB" } });
    expect(bands(lines, now())).toEqual(["WAITING", "WAITING"]);
    await close();
  });

  it("is kept where the network ends, and where an answer is none of the hub's", async () => {
    const lines = list(2);
    for (const [answer, code] of [[() => Promise.reject(new TypeError("offline")), "UNREACHABLE"], [async () => new Response("<html>"), "NOT_THE_HUB"]] as const) {
      vi.stubGlobal("fetch", answer);
      const { now, act, close } = await page(() => useScreening(lines), BASIS);
      await act(() => now().begin());
      await vi.waitFor(() => expect(now()).toMatchObject({ work: null, error: { code } }));
      expect(bands(lines, now())).toEqual(["WAITING", "WAITING"]);
      await close();
    }
  });

  it("is stopped at the hub too, and what had come stays", async () => {
    const [asked, lines] = [hub(), list(MOST + 1)];
    const { now, act, close } = await page(() => useScreening(lines), BASIS);
    await act(() => now().begin());
    await reply(asked[0]);
    await act(() => now().stop());
    expect(asked[1]?.signal.aborted).toBe(true);
    expect(now()).toMatchObject({ work: null, error: null });
    expect(now().found.outcomes.size).toBe(MOST);
    await act(() => now().begin());
    await reply(asked[2]);
    expect(now().found.outcomes.size).toBe(MOST + 1);
    await close();
  });
});
