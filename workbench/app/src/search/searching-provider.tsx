import { useCallback, useMemo, useState, type ReactNode } from "react";
import { SearchingContext, withRecent } from "./searching";

export function SearchingProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState("");
  const [recent, setRecent] = useState<readonly string[]>([]);
  const remember = useCallback((next: string) => setRecent((was) => withRecent(was, next)), []);
  const forget = useCallback(() => setRecent([]), []);
  const searching = useMemo(() => ({ text, setText, recent, remember, forget }), [text, recent, remember, forget]);
  return <SearchingContext value={searching}>{children}</SearchingContext>;
}
