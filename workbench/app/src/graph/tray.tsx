import { createContext, useContext, useMemo, useRef, type ReactNode } from "react";
import { useNavigate } from "react-router";

/** What other pages hand to the graph: global ids alone, in memory, until the chart has them. */
interface Tray {
  readonly put: (ids: readonly string[]) => void;
  readonly waiting: () => readonly string[];
  /** They need not wait any longer. */
  readonly taken: (ids: readonly string[]) => void;
  /** What the graph page shows: when one comes back from elsewhere, it goes on there. Ends with the session. */
  readonly leave: (kept: unknown) => void;
  readonly left: () => unknown;
}

const Context = createContext<Tray>({ put: () => {}, waiting: () => [], taken: () => {}, leave: () => {}, left: () => null });

export function GraphTray({ children }: { readonly children: ReactNode }) {
  const waiting = useRef<readonly string[]>([]);
  const kept = useRef<unknown>(null);
  const tray = useMemo(
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
    }),
    [],
  );
  return <Context value={tray}>{children}</Context>;
}

/** For every page: adds entities to the graph and goes there. */
export function useAddToGraph(): (...ids: string[]) => void {
  const tray = useContext(Context);
  const navigate = useNavigate();
  return (...ids) => {
    tray.put(ids);
    void navigate("/graph");
  };
}

/** For the graph page: what was handed over and is not there yet. */
export function useGraphTray(): Pick<Tray, "waiting" | "taken"> {
  return useContext(Context);
}

/** For the graph page: what it left behind, and leaving it. */
export function useLeft(): Pick<Tray, "leave" | "left"> {
  return useContext(Context);
}
