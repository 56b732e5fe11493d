import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { onSignedOut } from "../ask/ask";
import { forgetBasis } from "../basis/kept-purpose";
import { asHubError } from "../ask/problems";
import { endSession, readSession, type Session, type SignedIn } from "./session";
import { SessionContext, endingOf, type Ending, type SessionState } from "./session-context";
import { hear, tell } from "./tabs";

const whose = (state: SessionState): string | null =>
  state.kind === "known" && state.session.kind === "in" ? `${state.session.officer.agency} ${state.session.officer.card}` : null;

/** What is known after the hub was asked; with the same officer as before nothing on the page changes. */
function known(was: SessionState, session: Session, ending: Ending): SessionState {
  if (session.kind === "out") {
    // Who is out already keeps the reason.
    return was.kind === "known" && was.session.kind === "out" ? was : { kind: "known", session, ending: endingOf(session.reason, ending) };
  }
  const next: SessionState = { kind: "known", session, ending: null };
  const [before, now] = [whose(was), whose(next)];
  if (before === now) return was;
  if (before !== null) forgetBasis();
  return { ...next, instead: before !== null };
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: "reading" });

  const now = useRef(state);
  now.current = state;

  const read = useCallback((ending: Ending) => {
    readSession().then(
      (session) => setState((was) => known(was, session, ending)),
      (reason: unknown) => setState({ kind: "unknown", error: asHubError(reason) }),
    );
  }, []);

  useEffect(() => {
    read(null);
    // A provider brings officers back to a page that starts again.
    tell("changed");
  }, [read]);
  // Suspended, idle at the hub, ended or another's: the hub says so, whatever was asked.
  useEffect(() => onSignedOut(() => read("ended")), [read]);
  useEffect(() => hear("changed", () => read("ended")), [read]);

  const enter = useCallback((session: SignedIn) => {
    setState({ kind: "known", session, ending: null });
    tell("changed");
  }, []);
  const leave = useCallback(
    async (ending: Ending) => {
      const shown = now.current;
      const next = await endSession(shown.kind === "known" && shown.session.kind === "in" ? shown.session.officer : null).catch(() => null);
      tell("changed");
      // An officer who is away cannot answer the provider's page, and must read the reason when coming back.
      if (next === null || ending === "idle") read(ending);
      else window.location.assign(next);
    },
    [read],
  );
  const again = useCallback(() => {
    setState({ kind: "reading" });
    read(null);
  }, [read]);
  const seen = useCallback(() => setState((was) => (was.kind === "known" ? { ...was, instead: false } : was)), []);
  const value = useMemo(() => ({ state, enter, leave, again, seen }), [state, enter, leave, again, seen]);
  return <SessionContext value={value}>{children}</SessionContext>;
}
