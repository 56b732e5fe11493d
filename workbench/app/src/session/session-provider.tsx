import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { onSignedOut } from "../ask/ask";
import { asHubError } from "../ask/use-ask";
import { endSession, readSession, type SignedIn } from "./session";
import { SessionContext, endingOf, type Ending, type SessionState } from "./session-context";

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: "reading" });

  const read = useCallback((ending: Ending) => {
    readSession().then(
      (session) =>
        setState({ kind: "known", session, ending: session.kind === "out" ? endingOf(session.reason, ending) : ending }),
      (reason: unknown) => setState({ kind: "unknown", error: asHubError(reason) }),
    );
  }, []);

  useEffect(() => read(null), [read]);
  // Suspended, idle at the hub, or ended in another window: the hub says 401, whatever was asked.
  useEffect(() => onSignedOut(() => read("ended")), [read]);

  const enter = useCallback((session: SignedIn) => setState({ kind: "known", session, ending: null }), []);
  const leave = useCallback(
    async (ending: Ending) => {
      const next = await endSession().catch(() => null);
      // Nobody is at the desk who could answer the provider's page; whoever comes back must read why they are out.
      if (next === null || ending === "idle") read(ending);
      else window.location.assign(next);
    },
    [read],
  );
  const again = useCallback(() => {
    setState({ kind: "reading" });
    read(null);
  }, [read]);
  const now = useMemo(() => ({ state, enter, leave, again }), [state, enter, leave, again]);
  return <SessionContext value={now}>{children}</SessionContext>;
}
