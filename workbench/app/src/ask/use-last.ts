import { useRef } from "react";

/**
 * What was there last while nothing is there: a list does not flicker while the next is on its way. Of another `scope`
 * nothing is kept, nor where `keep` is false.
 */
export function useLast<Item>(scope: unknown, now: Item | null, keep: boolean): Item | null {
  const last = useRef<{ readonly scope: unknown; readonly item: Item } | null>(null);
  if (now !== null) last.current = { scope, item: now };
  else if (!keep || last.current?.scope !== scope) last.current = null;
  return last.current?.item ?? null;
}
