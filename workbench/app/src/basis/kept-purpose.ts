import type { Basis } from "../ask/question";
import { needsCase, needsDocument, type Purpose } from "./basis";

/** A purpose says nothing about anybody, so it may outlive a reload; case and document are never stored. */
const KEY = "linkage.purpose";

/** `session` is when the session ends: what was chosen in another one is none of this officer's. */
export function remember(basis: Basis | null, session: string): void {
  try {
    if (basis === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, `${session} ${basis.purpose}`);
  } catch {
    // Storage is switched off: it is chosen again after a reload.
  }
}

export function remembered(purposes: readonly Purpose[], session: string): Basis | null {
  let kept: string | null = null;
  try {
    kept = sessionStorage.getItem(KEY);
  } catch {
    // As above.
  }
  const purpose = purposes.find(({ name }) => kept === `${session} ${name}`);
  return purpose === undefined || needsCase(purpose) || needsDocument(purpose) ? null : { purpose: purpose.name };
}

/** Nothing of the officer before may greet the next one. */
export function forgetBasis(): void {
  remember(null, "");
}
