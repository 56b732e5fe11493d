import { createContext, useContext } from "react";
import type { HubError } from "../ask/problems";
import type { Session, SignedIn } from "./session";

/** What ends a session, as the hub names it; whatever else it names has ended it too. */
const ENDINGS = ["ended", "idle", "expired", "register", "changed"] as const;

/** Why the session ended; null at first. */
export type Ending = (typeof ENDINGS)[number] | null;

/** The hub's reason, where it gives one that is known here; else what this page knows of it. */
export const endingOf = (reason: string | null, known: Ending): Ending => ENDINGS.find((each) => each === reason) ?? known;

export type SessionState =
  | { readonly kind: "reading" }
  | { readonly kind: "unknown"; readonly error: HubError }
  /** `instead`: another officer was shown here until now. */
  | { readonly kind: "known"; readonly session: Session; readonly ending: Ending; readonly instead?: boolean };

export interface SessionNow {
  readonly state: SessionState;
  readonly enter: (session: SignedIn) => void;
  /** Ends the session at the hub. */
  readonly leave: (ending: Ending) => Promise<void>;
  readonly again: () => void;
  /** The officer knows that it is another one now. */
  readonly seen: () => void;
}

export const SessionContext = createContext<SessionNow>({
  state: { kind: "reading" },
  enter: () => {},
  leave: async () => {},
  again: () => {},
  seen: () => {},
});

export const useSession = (): SessionNow => useContext(SessionContext);

/** Who is signed in; only below what is shown to those who are. */
export function useOfficer(): SignedIn {
  const { state } = useSession();
  if (state.kind !== "known" || state.session.kind !== "in") throw new Error("Nobody is signed in.");
  return state.session;
}
