import { useEffect, useRef, useState } from "react";

/**
 * A part of the program that is loaded once it is wanted; null until it is there. Where it cannot be loaded, `failed` is
 * called, and the next time that it is wanted it is loaded again: what stands around it goes on.
 */
export function useLoaded<Part>(load: () => Promise<Part>, wanted: boolean, failed: () => void): Part | null {
  const [part, setPart] = useState<{ readonly part: Part } | null>(null);
  const now = useRef({ load, failed });
  now.current = { load, failed };
  const asked = wanted && part === null;
  useEffect(() => {
    if (!asked) return undefined;
    let gone = false;
    now.current.load().then(
      (loaded) => {
        if (!gone) setPart({ part: loaded });
      },
      () => {
        if (!gone) now.current.failed();
      },
    );
    return () => {
      gone = true;
    };
  }, [asked]);
  return part?.part ?? null;
}
