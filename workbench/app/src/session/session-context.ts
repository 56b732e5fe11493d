import { createContext, useContext } from "react";
import type { HubError } from "../ask/problems";
import type { Session, SignedIn } from "./session";

/** Why nobody is signed in any more; null at first. */
export type Ending = "ended" | "idle" | null;

export type SessionState =
  | { readonly kind: "reading" }
  | { readonly kind: "unknown"; readonly error: HubError }
  | { readonly kind: "known"; readonly session: Session; readonly ending: Ending };

export interface SessionNow {
  readonly state: SessionState;
  readonly enter: (session: SignedIn) => void;
  /** Ends the session at the hub. */
  readonly leave: (ending: Ending) => Promise<void>;
  readonly again: () => void;
}

export const SessionContext = createContext<SessionNow>({
  state: { kind: "reading" },
  enter: () => {},
  leave: async () => {},
  again: () => {},
});

export const useSession = (): SessionNow => useContext(SessionContext);

/** Who is signed in; only below what is shown to those who are. */
export function useOfficer(): SignedIn {
  const { state } = useSession();
  if (state.kind !== "known" || state.session.kind !== "in") throw new Error("Nobody is signed in.");
  return state.session;
}
