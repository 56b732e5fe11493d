// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Question } from "../src/ask/question";
import { usePages } from "../src/ask/use-pages";
import { together, useQuestion, useQuestions } from "../src/ask/use-question";
import { useSearch } from "../src/search/use-search";
import { hub, page } from "./rendering";

const QUESTION: Question<{ name: string | null }, { id: string }> = { name: "Who", text: "query Who($id: ID!) { name(id: $id) }" };
const INQUIRY = { purpose: "CASE_INQUIRY", case: "1" };
const of = (id: string | null) => () => useQuestion(QUESTION, id === null ? null : { id });

/** An answer that no page shows goes with the next turn of the clock; a timer that is set later runs later. */
const dropped = () => new Promise((later) => setTimeout(later));

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a question of a page", () => {
  it("is asked once, and answered", async () => {
    const asked = hub();
    const { now, close } = await page(of("a"));
    expect(now()).toMatchObject({ answer: null, asking: true, error: null });
    await asked[0]?.answer({ name: "Chen" });
    expect(now()).toMatchObject({ answer: { data: { name: "Chen" } }, asking: false, error: null });
    expect(asked.length).toBe(1);
    await close();
  });

  it("is not asked where there are no variables", async () => {
    const asked = hub();
    const { now, act, close } = await page(of(null));
    await act(() => now().again());
    expect(now()).toMatchObject({ answer: null, asking: false, error: null });
    expect(asked.length).toBe(0);
    await close();
  });

  it("is not asked again when the window gets the focus or the network comes back", async () => {
    const asked = hub();
    const { close, act } = await page(of("a"));
    await asked[0]?.answer({ name: "Chen" });
    await act(() => {
      for (const event of ["focus", "online", "visibilitychange"]) window.dispatchEvent(new Event(event));
      document.dispatchEvent(new Event("visibilitychange"));
    });
    expect(asked.length).toBe(1);
    await close();
  });

  it("is ended at the hub when the page goes, and nothing is kept", async () => {
    const asked = hub();
    const { now, show, close } = await page(of("a"));
    await show(null);
    expect(asked[0]?.signal.aborted).toBe(true);
    await show(of("a"));
    expect(asked.length).toBe(2);
    await asked[1]?.answer({ name: "Chen" });
    await show(null);
    await dropped();
    await show(of("a"));
    expect(now()).toMatchObject({ answer: null, asking: true });
    expect(asked.length).toBe(3);
    await close();
    expect(asked[2]?.signal.aborted).toBe(true);
  });

  it("is asked again after a change, also while it is still on its way: what comes of the first is not shown", async () => {
    const asked = hub();
    const { now, act, close } = await page(of("a"));
    await act(() => now().again());
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked.length).toBe(2);
    await asked[0]?.answer({ name: "before the change" });
    await asked[1]?.answer({ name: "after it" });
    expect(now()).toMatchObject({ answer: { data: { name: "after it" } }, asking: false, error: null });
    await close();
  });

  it("that was to be asked again is asked by the part that takes the place of the one that wanted it", async () => {
    const asked = hub();
    const { now, show, act, close } = await page(of("a"));
    await asked[0]?.answer({ name: "before the change" });
    await act(() => now().again());
    await show(of("a"), { part: "of the saved chart" });
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([false, true, false]);
    await asked[2]?.answer({ name: "after it" });
    expect(now()).toMatchObject({ answer: { data: { name: "after it" } }, asking: false, error: null });
    await close();
  });

  it("is asked again also by a part that has just gone, for the one that shows it now, and for nobody otherwise", async () => {
    const asked = hub();
    const { now, show, act, close } = await page(of("a"));
    await asked[0]?.answer({ name: "before the change" });
    const { again } = now();
    await show(of("a"), { part: "of the saved chart" });
    await act(again);
    await asked[1]?.answer({ name: "after it" });
    expect(now()).toMatchObject({ answer: { data: { name: "after it" } }, asking: false });
    await show(null);
    await dropped();
    await act(again);
    expect(asked.length).toBe(2);
    await close();
  });

  it("is overtaken by the next: the one before is ended, and its answer is not shown", async () => {
    const asked = hub();
    const { now, show, close } = await page(of("a"));
    await show(of("b"));
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[0]?.answer({ name: "of a" });
    expect(now()).toMatchObject({ answer: null, asking: true });
    await asked[1]?.answer({ name: "of b" });
    expect(now().answer?.data.name).toBe("of b");
    await close();
  });

  it.each([
    ["basis", { basis: INQUIRY, card: "A-1" }, { basis: { ...INQUIRY, case: "2" }, card: "A-1" }],
    ["officer", { basis: null, card: "A-1" }, { basis: null, card: "A-2" }],
  ])("is asked again for another %s, and shows nothing of the one before", async (_, one, other) => {
    const asked = hub();
    const { now, show, close } = await page(of("a"), one);
    await asked[0]?.answer({ name: "Chen" });
    await show(of("a"), other);
    expect(now()).toMatchObject({ answer: null, asking: true });
    await asked[1]?.answer({ name: null });
    expect(now().answer?.data.name).toBeNull();
    await dropped();
    await show(of("a"), one);
    expect(now()).toMatchObject({ answer: null, asking: true });
    expect(asked.map(({ basis, officer }) => [basis, officer])[2]).toEqual([one.basis, `court/${one.card}`]);
    await close();
  });

  it("that fails shows its error and no answer, is not asked again by itself, and can be asked again", async () => {
    const asked = hub();
    const { now, act, close } = await page(of("a"));
    await asked[0]?.refuse("TIMEOUT");
    expect(now()).toMatchObject({ answer: null, asking: false, error: { code: "TIMEOUT" } });
    expect(asked.length).toBe(1);
    await act(() => now().again());
    expect(now()).toMatchObject({ answer: null, asking: true, error: null });
    await asked[1]?.answer({ name: "Chen" });
    expect(now()).toMatchObject({ asking: false, error: null, answer: { data: { name: "Chen" } } });
    await act(() => now().again());
    expect(now()).toMatchObject({ asking: true, answer: { data: { name: "Chen" } } });
    await asked[2]?.refuse("TIMEOUT");
    expect(now()).toMatchObject({ answer: null, error: { code: "TIMEOUT" } });
    await close();
  });

  it("that two parts of a page show is asked once", async () => {
    const asked = hub();
    const { now, close } = await page(() => [useQuestion(QUESTION, { id: "a" }), useQuestion(QUESTION, { id: "a" })] as const);
    await asked[0]?.answer({ name: "Chen" });
    expect(asked.length).toBe(1);
    expect(now().map(({ answer }) => answer?.data.name)).toEqual(["Chen", "Chen"]);
    await close();
  });
});

describe("several questions", () => {
  it("are shown as they are answered; of those that failed each is asked again", async () => {
    const asked = hub();
    const { now, act, close } = await page(() => useQuestions(["a", "b"].map((id) => ({ question: QUESTION, variables: { id } }))));
    await asked[1]?.answer({ name: "of b" });
    expect(now().map(({ answer }) => answer?.data.name)).toEqual([undefined, "of b"]);
    await asked[0]?.refuse("TIMEOUT");
    expect(together(now())).toMatchObject({ asking: false, error: { code: "TIMEOUT" } });
    await act(() => together(now()).again());
    expect(asked.map(({ variables }) => variables["id"])).toEqual(["a", "b", "a"]);
    await asked[2]?.answer({ name: "of a" });
    expect(now().map(({ answer }) => answer?.data.name)).toEqual(["of a", "of b"]);
    await close();
  });
});

describe("pages of a list", () => {
  interface Page {
    readonly rows: readonly string[];
    readonly end: string | null;
  }
  const LIST: Question<Page, { first: number; after: string | null }> = { name: "List", text: "query List { rows }" };
  const list = () => usePages({ question: LIST, variables: { first: 2 }, cutOf: ({ end }) => ({ hasNextPage: end !== null, endCursor: end }) });
  const rows = ({ answers }: ReturnType<typeof list>) => answers.flatMap(({ data }) => data.rows);

  it("come one after the other; started again, the first alone is asked", async () => {
    const asked = hub();
    const { now, act, close } = await page(list);
    await asked[0]?.answer({ rows: ["1", "2"], end: "x" });
    expect(now()).toMatchObject({ more: true, asking: false });
    await act(() => now().readOn());
    await asked[1]?.refuse("TIMEOUT");
    expect(rows(now())).toEqual(["1", "2"]);
    expect(now().error?.code).toBe("TIMEOUT");
    await act(() => now().again());
    await asked[2]?.answer({ rows: ["3"], end: null });
    expect([rows(now()), now().more]).toEqual([["1", "2", "3"], false]);
    await act(() => now().restart());
    await asked[3]?.answer({ rows: ["0", "1"], end: "y" });
    expect(asked.map(({ variables }) => variables["after"])).toEqual([null, "x", "x", null]);
    expect(rows(now())).toEqual(["0", "1"]);
    await close();
  });
});

describe("searching", () => {
  it("asks once typing pauses, ends what is overtaken, and keeps the list until the next is there", async () => {
    vi.useFakeTimers();
    const asked = hub();
    const search = (text: string) => () => useSearch(text, 8);
    const { now, show, act, close } = await page(search("chen"));
    const pause = () => act(() => void vi.advanceTimersByTime(250));
    await pause();
    expect(asked.length).toBe(1);
    await asked[0]?.answer({ search: { hits: ["Chen"] } });
    expect(now()).toMatchObject({ asking: false, answer: { data: { search: { hits: ["Chen"] } } } });
    await show(search("chenl"));
    await show(search("chenli"));
    expect(now()).toMatchObject({ asking: true, answer: { data: { search: { hits: ["Chen"] } } } });
    expect(asked.length).toBe(1);
    await pause();
    await show(search("chenlic"));
    expect(asked[1]?.signal.aborted).toBe(true);
    await pause();
    expect(asked.map(({ variables }) => variables["text"])).toEqual(["chen", "chenli", "chenlic"]);
    await asked[2]?.refuse("TIMEOUT");
    expect(now()).toMatchObject({ asking: false, answer: null, error: { code: "TIMEOUT" } });
    await show(search(""));
    expect(now()).toMatchObject({ asking: false, answer: null });
    await show(search("chen"));
    expect(now().answer).toBeNull();
    await close();
  });

  /** As many questions as there are after a name was typed, a key each 100 ms, and a pause. */
  async function typed(name: string, answer: (asked: ReturnType<typeof hub>) => Promise<void>) {
    vi.useFakeTimers();
    const asked = hub();
    const { show, act, close } = await page(() => useSearch("", 8));
    for (let end = 1; end <= name.length; end += 1) {
      await show(() => useSearch(name.slice(0, end), 8));
      await act(() => void vi.advanceTimersByTime(100));
      await answer(asked);
    }
    await act(() => void vi.advanceTimersByTime(250));
    await close();
    return asked.map(({ variables }) => variables["text"]);
  }

  it("asks twice while a name is typed that the hub does not answer meanwhile: at its beginning, and for the whole", async () => {
    expect(await typed("chenlicheng", async () => {})).toEqual(["ch", "chenlicheng"]);
  });

  it("asks one question for the box and the page beside it", async () => {
    vi.useFakeTimers();
    const asked = hub();
    const both = (text: string) => () => [useSearch(text, 50), useSearch(text, 50)] as const;
    const { now, show, act, close } = await page(both(""));
    await show(both("chen"));
    await act(() => void vi.advanceTimersByTime(250));
    await asked[0]?.answer({ search: { hits: ["Chen"] } });
    expect(asked.length).toBe(1);
    expect(now().map(({ answer }) => answer?.data.search)).toEqual([{ hits: ["Chen"] }, { hits: ["Chen"] }]);
    await close();
  });

  it("follows the typing where the hub answers between two keys", async () => {
    expect(await typed("chenl", async (asked) => asked.at(-1)?.answer({ search: { hits: [] } }))).toEqual(["ch", "che", "chen", "chenl"]);
  });

  it("goes on asking at pauses alone after one that was overtaken, also for the next name", async () => {
    vi.useFakeTimers();
    const asked = hub();
    const { show, act, close } = await page(() => useSearch("ch", 8));
    await act(() => void vi.advanceTimersByTime(0));
    for (const text of ["che", "", "wa", "wan", "wang"]) {
      await show(() => useSearch(text, 8));
      await act(() => void vi.advanceTimersByTime(100));
    }
    await act(() => void vi.advanceTimersByTime(250));
    expect(asked.map(({ variables }) => variables["text"])).toEqual(["ch", "wang"]);
    await close();
  });
});
