import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from "react";
import { useNavigate } from "react-router";

/** What outlives the graph page, in memory, until the session ends. Other pages hand over global ids alone; they wait until the chart has them. */
interface Session {
  readonly put: (ids: readonly string[]) => void;
  readonly waiting: () => readonly string[];
  /** They need not wait any longer. */
  readonly taken: (ids: readonly string[]) => void;
  /** What the graph page shows: when one comes back from elsewhere, it goes on there. Ends with the session. */
  readonly leave: (kept: unknown) => void;
  readonly left: () => unknown;
  /** What would be lost with the session, as a chart that can be saved; null where there is nothing such. */
  readonly guard: (unsaved: (() => string) | null) => void;
  readonly unsaved: () => (() => string) | null;
}

const Context = createContext<Session>({ put: () => {}, waiting: () => [], taken: () => {}, leave: () => {}, left: () => null, guard: () => {}, unsaved: () => null });

export function GraphSession({ children }: { readonly children: ReactNode }) {
  const waiting = useRef<readonly string[]>([]);
  const kept = useRef<unknown>(null);
  const unsaved = useRef<(() => string) | null>(null);
  const session = useMemo(
    () => ({
      put: (ids: readonly string[]) => {
        waiting.current = [...new Set([...waiting.current, ...ids])];
      },
      waiting: () => waiting.current,
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

/** For every page: adds entities to the graph and goes there. */
export function useAddToGraph(): (...ids: string[]) => void {
  const session = useContext(Context);
  const navigate = useNavigate();
  return (...ids) => {
    session.put(ids);
    void navigate("/graph");
  };
}

/** For the graph page: what was handed over and is not there yet. */
export function useWaitingEntities(): Pick<Session, "waiting" | "taken"> {
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
