import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { ask } from "../ask/ask";
import { isAbort } from "../ask/problems";
import type { Basis } from "../ask/question";
import { asHubError } from "../ask/use-ask";
import { Me } from "../generated/operations";
import type { HubError } from "../ask/problems";
import { useOfficer } from "../session/session-context";
import { Failure } from "../shell/states";
import { BasisContext, needsCase, needsDocument, type Purpose } from "./basis";

/** A purpose says nothing about anybody, so it may outlive a reload; case and document are never stored. */
const KEY = "linkage.purpose";

function remember(basis: Basis | null): void {
  try {
    if (basis === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, basis.purpose);
  } catch {
    // Storage is switched off: it is chosen again after a reload.
  }
}

function remembered(purposes: readonly Purpose[]): Basis | null {
  let name: string | null = null;
  try {
    name = sessionStorage.getItem(KEY);
  } catch {
    // As above.
  }
  const purpose = purposes.find((each) => each.name === name);
  return purpose === undefined || needsCase(purpose) || needsDocument(purpose) ? null : { purpose: purpose.name };
}

/** The basis of this session, and what the officer may choose from. It ends with the session and with the page. */
export function BasisProvider({ children }: { readonly children: ReactNode }) {
  const { officer } = useOfficer();
  const [purposes, setPurposes] = useState<readonly Purpose[]>([]);
  const [basis, setBasis] = useState<Basis | null>(null);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<HubError | null>(null);
  const [times, setTimes] = useState(0);

  useEffect(() => {
    const ending = new AbortController();
    setError(null);
    ask(Me, {}, { basis: null, signal: ending.signal }).then(
      ({ data }) => {
        setPurposes(data.me.purposes);
        setBasis(remembered(data.me.purposes));
        setReady(true);
      },
      (reason: unknown) => {
        if (!isAbort(reason)) setError(asHubError(reason));
      },
    );
    return () => ending.abort();
  }, [officer.card, times]);

  const choose = useCallback((next: Basis | null) => {
    remember(next);
    setBasis(next);
  }, []);
  const now = useMemo(
    () => ({ basis, purpose: purposes.find(({ name }) => name === basis?.purpose) ?? null, purposes, choose }),
    [basis, purposes, choose],
  );
  if (error !== null) return <Failure error={error} again={() => setTimes((count) => count + 1)} />;
  return ready ? <BasisContext value={now}>{children}</BasisContext> : null;
}

/** Nothing of the officer before may greet the next one. */
export function forgetBasis(): void {
  remember(null);
}
