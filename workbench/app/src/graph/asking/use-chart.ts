/** The chart of the page: its history, what is known of it, and the questions that fill it. */
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { useAsk } from "../../ask/use-ask";
import { useWork, type WorkNow } from "../../ask/use-work";
import { basisKey, useBasis } from "../../basis/basis";
import { askAgain, askNodes } from "./chart-questions";
import { askAllAmong } from "./links-among";
import { useArrivals, type Arrivals, type KeptArrivals } from "./use-arrivals";
import { linkKey, type Chart, type LinkEnds, type Opened } from "../chart/chart";
import { history, NO_HISTORY, type Action, type History } from "../chart/history";
import { learn, NOTHING_KNOWN, type Knowledge, type News } from "../chart/knowledge";
import { content } from "../chart/saved";
import { after, type Adding, type Placed, type Step } from "../chart/steps";
import { placed } from "../layout/placed";
import { useKeptPage } from "../graph-session";

/** What the page leaves behind for when one comes back. */
interface Kept {
  readonly history: History;
  readonly known: Knowledge;
  readonly basis: string;
  readonly as: SavedAs | null;
  readonly saved: Chart | null;
  readonly arrivals: KeptArrivals;
}

/** The saved chart that this is, where it is one. */
export interface SavedAs {
  readonly id: string;
  readonly title: string;
}

/** What an answer brought, and the entity that it was found from. */
export interface Found {
  readonly news: News;
  readonly from: string | null;
}

export interface ChartNow extends Pick<WorkNow, "work" | "error" | "giveUp"> {
  readonly history: History;
  readonly chart: Chart;
  readonly known: Knowledge;
  readonly act: (action: Action) => void;
  readonly step: (step: Step) => void;
  readonly learned: (news: News) => void;
  /** Adds what an answer brought: new entities around the one they were found from. */
  readonly bring: (news: News, from: string | null, opened?: readonly (readonly [string, Opened])[]) => void;
  /** The same of several entities, as one step. */
  readonly bringAll: (parts: readonly Found[], opened?: readonly (readonly [string, Opened])[]) => void;
  /** Links that are drawn by themselves when something comes. */
  readonly arrivals: Arrivals;
  /** Adds entities by id; whether it came to its end. */
  readonly add: (ids: readonly string[]) => Promise<boolean>;
  /** Brings in the links that the given have with others of the chart; whether it came to its end. */
  readonly connect: (ids: readonly string[]) => Promise<boolean>;
  /** Takes another chart and asks the hub for what it shows; whether it came to its end. */
  readonly open: (chart: Chart) => Promise<boolean>;
  readonly again: () => void;
  /** Asks for what could not be answered; `bring` asks for what waits, and tells whether something does. */
  readonly retry: (bring: () => boolean) => void;
  readonly as: SavedAs | null;
  /** What the chart is called from now on, and as what it was saved or opened just now; null: not at all. */
  readonly setAs: (as: SavedAs | null, saved: Chart | null) => void;
  /** There is something on it that is saved nowhere. */
  readonly unsaved: boolean;
}

/** All of it is in sight when it is opened. */
const NO_VIEW = { x: 0, y: 0, zoom: 0 };

/** The basis of what is not known: no basis is written so. */
const UNFINISHED = "";

const isKept = (value: unknown): value is Kept => typeof value === "object" && value !== null && "history" in value && "known" in value;

export function useChart(): ChartNow {
  const put = useAsk();
  const { basis } = useBasis();
  const { leave, left, guard } = useKeptPage();
  const basisNow = basisKey(basis);
  const [kept] = useState(() => {
    const found = left();
    return isKept(found) ? found : null;
  });
  const [past, act] = useReducer(history, kept?.history ?? NO_HISTORY);
  const still = kept === null || kept.basis === basisNow;
  const [known, setKnown] = useState<Knowledge>(still ? (kept?.known ?? NOTHING_KNOWN) : NOTHING_KNOWN);
  const { work, error, run, again: rerun, giveUp } = useWork();
  const [{ as, saved }, setNamed] = useState<{ readonly as: SavedAs | null; readonly saved: Chart | null }>({ as: kept?.as ?? null, saved: kept?.saved ?? null });
  const setAs = useCallback((as: SavedAs | null, saved: Chart | null) => setNamed({ as, saved }), []);
  const knownFor = useRef(still ? basisNow : UNFINISHED);
  /** Whether the hub was asked for all of the chart on this basis, to the end. */
  const complete = useRef(true);
  const chart = past.chart;
  const now = useRef(chart);
  now.current = chart;

  const learned = useCallback((news: News) => setKnown((was) => learn(was, news)), []);
  const step = useCallback((next: Step) => act({ type: "do", step: next }), []);

  const arrivals = useArrivals({ ask: put, act, learned, left: kept?.arrivals ?? null });
  const { arrived } = arrivals;

  const bringAll = useCallback(
    (parts: readonly Found[], opened: readonly (readonly [string, Opened])[] = []) => {
      for (const { news } of parts) learned(news);
      const found = parts.flatMap(({ news }) => news.links);
      const links: readonly LinkEnds[] = [...new Map(found.map((link) => [linkKey(link), link])).values()].map(
        ({ source, target, kind }) => ({ source, target, kind }),
      );
      const there = now.current;
      const nodes: Placed[] = [];
      // Each part is placed beside those before it.
      for (const { news, from } of parts) nodes.push(...placed(after(there, { type: "add", nodes, links: [] }), news, from));
      const brought: Adding = { type: "add", nodes, links, opened };
      step(brought);
      // What comes before the page is drawn again finds this there.
      now.current = after(there, brought);
      arrived(
        brought,
        [...now.current.nodes.keys()].filter((id) => !there.nodes.has(id)),
        [...there.nodes.keys()],
      );
    },
    [learned, step, arrived],
  );
  const bring = useCallback<ChartNow["bring"]>((news, from, opened = []) => bringAll([{ news, from }], opened), [bringAll]);

  const add = useCallback((ids: readonly string[]) => run(async (signal) => bring(await askNodes(put, ids, signal), null)), [run, put, bring]);

  const connect = useCallback(
    (ids: readonly string[]) =>
      run(async (signal, progress) => {
        const of = ids.filter((id) => now.current.nodes.has(id));
        const others = [...now.current.nodes.keys()].filter((id) => !of.includes(id));
        if (of.length > 0) bring(await askAllAmong(put, { of, others }, signal, progress), null);
      }),
    [run, put, bring],
  );

  /** Asks for all of a chart, instead of whatever was under way. */
  const ask = useCallback(
    (wanted: Chart) => {
      giveUp();
      complete.current = false;
      return run(async (signal, progress) => {
        await askAgain(put, wanted, learned, progress, signal);
        complete.current = true;
      });
    },
    [run, giveUp, put, learned],
  );

  const open = useCallback(
    (wanted: Chart) => {
      setKnown(NOTHING_KNOWN);
      act({ type: "open", chart: wanted });
      return ask(wanted);
    },
    [ask],
  );

  const again = useCallback(() => {
    setKnown(NOTHING_KNOWN);
    void ask(now.current);
  }, [ask]);

  const retry = useCallback(
    (bringWaiting: () => boolean) => {
      if (!complete.current) again();
      if (!bringWaiting() && complete.current) rerun();
    },
    [again, rerun],
  );

  // Another basis opens other facts: what was known is forgotten, the chart stays and is asked for again.
  useEffect(() => {
    if (knownFor.current === basisNow) return;
    knownFor.current = basisNow;
    giveUp();
    setKnown(NOTHING_KNOWN);
    if (now.current.nodes.size > 0) void ask(now.current);
  }, [basisNow, ask, giveUp]);

  const unsaved = chart.nodes.size > 0 && chart !== saved;
  useLayoutEffect(() => guard(unsaved ? () => content(chart, NO_VIEW) : null), [guard, unsaved, chart]);
  // With every change that is drawn, so that the page finds it as it was when the officer comes back. What was not answered to
  // the end is asked again then.
  useLayoutEffect(() => leave({ history: past, known, basis: complete.current ? knownFor.current : UNFINISHED, as, saved, arrivals: arrivals.kept }));

  return { history: past, chart, known, work, error, act, step, learned, bring, bringAll, arrivals, add, connect, open, again, retry, giveUp, as, setAs, unsaved };
}
