/** The session with the hub: a cookie that no script can read, and what the hub says of its officer. */
import { askerHeader, OURS } from "../ask/ask";
import { HubError, UNREACHABLE, problemOf } from "../ask/problems";
import type { Asker } from "../ask/question";
import { list, problemsIn, record, text, words } from "../ask/reading";

export interface Officer {
  readonly card: string;
  readonly name: string;
  readonly agency: string;
  readonly agencyName: string;
  readonly roles: readonly string[];
}

export interface SignedIn {
  readonly kind: "in";
  readonly officer: Officer & { readonly agencyKind: string };
  readonly demo: boolean;
  readonly idleSeconds: number;
  readonly until: string;
}

export interface SignedOut {
  readonly kind: "out";
  /** Why the session before is over, in the hub's word; null where there was none. */
  readonly reason: string | null;
  readonly demo: boolean;
  readonly agencies: readonly { readonly code: string; readonly name: string }[];
}

export type Session = SignedIn | SignedOut;

async function call(path: string, how: RequestInit = {}): Promise<{ status: number; body: unknown }> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...how,
      headers: { Accept: "application/json", ...OURS, ...(how.headers as Record<string, string> | undefined) },
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new HubError(problemOf(UNREACHABLE, ""), 0);
  }
  const body: unknown = await response.json().catch(() => null);
  return { status: response.status, body };
}

function refused(status: number, body: unknown): HubError {
  return new HubError(problemsIn(body)[0] ?? problemOf("UNKNOWN", `HTTP ${status}`), status);
}

function officerIn(value: unknown): Officer {
  const row = record(value);
  const take = (name: string) => text(row[name]) ?? "";
  return {
    card: take("card"),
    name: take("name"),
    agency: take("agency"),
    agencyName: take("agencyName"),
    roles: words(row["roles"]),
  };
}

function signedIn(body: unknown): SignedIn {
  const { officer, demo, idleSeconds, until } = record(body);
  return {
    kind: "in",
    officer: { ...officerIn(officer), agencyKind: text(record(officer)["agencyKind"]) ?? "" },
    demo: demo === true,
    idleSeconds: typeof idleSeconds === "number" ? idleSeconds : 0,
    until: text(until) ?? "",
  };
}

export async function readSession(): Promise<Session> {
  const { status, body } = await call("/session");
  if (status === 200) return signedIn(body);
  if (status !== 401) throw refused(status, body);
  const { demo, agencies, reason } = record(body);
  return {
    kind: "out",
    reason: text(reason),
    demo: demo === true,
    agencies: list(agencies).map((each) => {
      const { code, name } = record(each);
      return { code: text(code) ?? "", name: text(name) ?? "" };
    }),
  };
}

export async function demoOfficers(): Promise<readonly Officer[]> {
  const { status, body } = await call("/session/officers");
  if (status === 404) return [];
  if (status !== 200) throw refused(status, body);
  return list(body).map(officerIn);
}

export async function signInAs(card: string): Promise<SignedIn> {
  const { status, body } = await call("/session/demo", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ card }),
  });
  if (status !== 200) throw refused(status, body);
  return signedIn(body);
}

/** Where the agency's own sign-in begins. */
export const beginAt = (agency: string): string => `/session/begin?agency=${encodeURIComponent(agency)}`;

/** Ends the session of the officer who is shown; the address at which the agency's own sign-in is ended too, where there is one. */
export async function endSession(asker: Asker | null): Promise<string | null> {
  const { body } = await call("/session/end", { method: "POST", headers: asker === null ? {} : askerHeader(asker) });
  return text(record(body)["next"]);
}
