/** Tells the lists of flags on the screen that one was raised or withdrawn. */
import { useEffect } from "react";

const listeners = new Set<() => void>();

export function flagsChanged(): void {
  for (const listener of listeners) listener();
}

export function useFlagsChanged(again: () => void): void {
  useEffect(() => {
    listeners.add(again);
    return () => {
      listeners.delete(again);
    };
  }, [again]);
}
