import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from "react";
import { basisKey, useBasis } from "../basis/basis";
import type { Asked } from "./question";

interface View {
  /** The questions behind what is on the screen now, the latest of each kind. */
  readonly asked: readonly Asked[];
  readonly record: (asked: Asked) => void;
}

const Context = createContext<View>({ asked: [], record: () => {} });

/** Most questions kept of one view; a page shows a handful. */
const MOST = 30;

/** Remembers, in memory, what the views below it asked. Give it a `key` that changes with the view. */
export function ViewQuestions({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const kept = useRef<readonly Asked[]>([]);
  const record = useCallback((next: Asked) => {
    const same = (other: Asked) =>
      other.text === next.text && JSON.stringify(other.variables) === JSON.stringify(next.variables);
    kept.current = [...kept.current.filter((other) => !same(other)), next].slice(-MOST);
    setAsked(kept.current);
  }, []);
  const view = useMemo(() => ({ asked, record }), [asked, record]);
  return <Context value={view}>{children}</Context>;
}

/** The questions behind the view on the present basis; those on the one before are no longer behind anything. */
export function useAsked(): readonly Asked[] {
  const { asked } = useContext(Context);
  const { basis } = useBasis();
  return useMemo(() => {
    const now = basisKey(basis);
    return asked.filter((each) => basisKey(each.basis) === now);
  }, [asked, basis]);
}

export function useRecord(): (asked: Asked) => void {
  return useContext(Context).record;
}
