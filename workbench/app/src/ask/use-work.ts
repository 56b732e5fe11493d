import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { asHubError, type HubError } from "./problems";

export interface Work {
  /** Between 0 and 1; null where it is not known how far it is. */
  readonly done: number | null;
}

/** What is done; it hands the signal to everything it asks, and may tell how far it is. */
export type Task = (signal: AbortSignal, progress: (done: number) => void) => Promise<void>;

export interface WorkNow {
  readonly work: Work | null;
  /** Why the last task did not come to its end. */
  readonly error: HubError | null;
  /** Does it once what was begun before has ended; whether it came to its end. */
  readonly run: (task: Task) => Promise<boolean>;
  /** Does once more what was done last. */
  readonly again: () => void;
  /** Ends what is under way, with all that waits for it. */
  readonly giveUp: () => void;
}

/** Long pieces of work, one after the other; they end with the part of the page that began them. */
export function useWork(): WorkNow {
  const [work, setWork] = useState<Work | null>(null);
  const [error, setError] = useState<HubError | null>(null);
  const ending = useRef(new AbortController());
  const last = useRef(Promise.resolve(true));
  const latest = useRef<Task | null>(null);

  const run = useCallback((task: Task): Promise<boolean> => {
    const { signal } = ending.current;
    latest.current = task;
    const done = async (): Promise<boolean> => {
      if (signal.aborted) return false;
      setWork({ done: null });
      setError(null);
      let ended = true;
      try {
        await task(signal, (done) => {
          // What was given up may go on for a moment; it is not to look as if it were under way.
          if (!signal.aborted) setWork({ done });
        });
      } catch (reason) {
        ended = false;
        if (!signal.aborted) setError(asHubError(reason));
      }
      if (signal.aborted) return false;
      setWork(null);
      return ended;
    };
    last.current = last.current.then(done);
    return last.current;
  }, []);
  const giveUp = useCallback(() => {
    ending.current.abort();
    ending.current = new AbortController();
    setWork(null);
  }, []);
  const again = useCallback(() => {
    if (latest.current !== null) void run(latest.current);
  }, [run]);
  // Before anything else runs: React drops what comes to a part that is gone, and it would be taken as arrived.
  useLayoutEffect(() => giveUp, [giveUp]);
  return { work, error, run, again, giveUp };
}
