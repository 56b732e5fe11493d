import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode, type RefObject } from "react";
import { useLocation, useNavigate } from "react-router";
import { NOTHING_CHOSEN, type Chosen } from "./drawing/drawing";

/** What outlives the graph page, in memory, until the session ends. Other pages hand over global ids alone; they wait until the chart has them. */
interface Session {
  /** `aim`: the one to which paths are to be looked for. */
  readonly put: (ids: readonly string[], aim?: string) => void;
  readonly waiting: () => readonly string[];
  /** Once. */
  readonly aim: () => string | null;
  /** While the graph page is shown: takes what was put. */
  readonly take: RefObject<(() => void) | null>;
  /** What is chosen on the chart. */
  readonly chosen: RefObject<Chosen>;
  /** They need not wait any longer. */
  readonly taken: (ids: readonly string[]) => void;
  /** What the graph page shows: when one comes back from elsewhere, it goes on there. Ends with the session. */
  readonly leave: (kept: unknown) => void;
  readonly left: () => unknown;
  /** What would be lost with the session, as a chart that can be saved; null where there is nothing such. */
  readonly guard: (unsaved: (() => string) | null) => void;
  readonly unsaved: () => (() => string) | null;
}

const Context = createContext<Session>({ put: () => {}, waiting: () => [], aim: () => null, take: { current: null }, chosen: { current: NOTHING_CHOSEN }, taken: () => {}, leave: () => {}, left: () => null, guard: () => {}, unsaved: () => null });

export function GraphSession({ children }: { readonly children: ReactNode }) {
  const waiting = useRef<readonly string[]>([]);
  const aim = useRef<string | null>(null);
  const take = useRef<(() => void) | null>(null);
  const chosen = useRef<Chosen>(NOTHING_CHOSEN);
  const kept = useRef<unknown>(null);
  const unsaved = useRef<(() => string) | null>(null);
  const session = useMemo(
    () => ({
      put: (ids: readonly string[], to: string | null = null) => {
        waiting.current = [...new Set([...waiting.current, ...ids])];
        aim.current = to;
        take.current?.();
      },
      waiting: () => waiting.current,
      aim: () => {
        const to = aim.current;
        aim.current = null;
        return to;
      },
      take,
      chosen,
      taken: (ids: readonly string[]) => {
        waiting.current = waiting.current.filter((id) => !ids.includes(id));
      },
      leave: (left: unknown) => {
        kept.current = left;
      },
      left: () => kept.current,
      guard: (draft: (() => string) | null) => {
        unsaved.current = draft;
      },
      unsaved: () => unsaved.current,
    }),
    [],
  );
  // Closing the window or loading it again asks first, wherever one is: other pages keep the chart, the browser does not.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (unsaved.current !== null) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
  return <Context value={session}>{children}</Context>;
}

/** Goes to the graph; an officer who is at a saved chart stays there. */
function useGoToGraph(): () => void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return () => {
    if (!/^\/graph(\/|$)/.test(pathname)) void navigate("/graph");
  };
}

/** For every page: adds entities to the graph and goes there. */
export function useAddToGraph(): (...ids: string[]) => void {
  const session = useContext(Context);
  const go = useGoToGraph();
  return (...ids) => {
    session.put(ids);
    go();
  };
}

/** For every page: has paths looked for from what is chosen on the chart to an entity, and goes there. */
export function usePathTo(): (id: string) => void {
  const session = useContext(Context);
  const go = useGoToGraph();
  return (id) => {
    session.put([id], id);
    go();
  };
}

/** For the graph page: what is chosen, also when one comes back. */
export function useKeptChosen(): RefObject<Chosen> {
  return useContext(Context).chosen;
}

/** For the graph page: what was handed over and is not there yet. */
export function useWaitingEntities(): Pick<Session, "waiting" | "taken" | "aim" | "take"> {
  return useContext(Context);
}

/** For what ends a session: the chart that is not saved. */
export function useUnsaved(): Session["unsaved"] {
  return useContext(Context).unsaved;
}

/** For the graph page: what it left behind, and leaving it. */
export function useKeptPage(): Pick<Session, "leave" | "left" | "guard"> {
  return useContext(Context);
}
