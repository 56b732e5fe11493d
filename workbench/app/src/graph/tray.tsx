import { createContext, useContext, useMemo, useRef, type ReactNode } from "react";
import { useNavigate } from "react-router";

/** What other pages hand to the graph: global ids alone, in memory, until the graph takes them. */
interface Tray {
  readonly put: (ids: readonly string[]) => void;
  readonly take: () => readonly string[];
  /** What the graph page left when one went to another page: it goes on where it was. Ends with the session. */
  readonly leave: (kept: unknown) => void;
  readonly left: () => unknown;
}

const Context = createContext<Tray>({ put: () => {}, take: () => [], leave: () => {}, left: () => null });

export function GraphTray({ children }: { readonly children: ReactNode }) {
  const waiting = useRef<readonly string[]>([]);
  const kept = useRef<unknown>(null);
  const tray = useMemo(
    () => ({
      put: (ids: readonly string[]) => {
        waiting.current = [...new Set([...waiting.current, ...ids])];
      },
      take: () => {
        const ids = waiting.current;
        waiting.current = [];
        return ids;
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

/** For the graph page: what was handed over since it last asked, and putting it back; asking empties the tray. */
export function useGraphTray(): Pick<Tray, "take" | "put"> {
  return useContext(Context);
}

/** For the graph page: what it left behind, and leaving it. */
export function useLeft(): Pick<Tray, "leave" | "left"> {
  return useContext(Context);
}
