/** Renders hooks below what pages stand below, with a hub that answers when the test says so. */
import { notifyManager } from "@tanstack/react-query";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { vi } from "vitest";
import { Answers } from "../src/ask/query-client";
import type { Basis } from "../src/ask/question";
import { BasisContext } from "../src/basis/basis";
import { SessionContext } from "../src/session/session-context";

// At once, and not by a timer: tests may have stopped the clock.
notifyManager.setScheduler(queueMicrotask);

/** All that follows from what has just happened has happened, timers apart. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

/** One question that has reached the hub. */
export interface AtHub {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly basis: unknown;
  readonly officer: string;
  readonly signal: AbortSignal;
  readonly answer: (data: unknown) => Promise<void>;
  readonly refuse: (code: string) => Promise<void>;
}

/** All questions that have reached the hub, in order. */
export function hub(): readonly AtHub[] {
  const asked: AtHub[] = [];
  vi.stubGlobal("fetch", (_: string, { body, headers, signal }: { body: string; headers: Record<string, string>; signal: AbortSignal }) => {
    let resolve: (response: Response) => void = () => {};
    const promise = new Promise<Response>((answered, ended) => {
      resolve = answered;
      signal.addEventListener("abort", () => ended(signal.reason));
    });
    const { variables, extensions } = JSON.parse(body);
    const say = (said: unknown) =>
      act(async () => {
        resolve({ status: 200, headers: new Headers(), json: async () => said } as Response);
        await settled();
      });
    asked.push({
      variables,
      basis: extensions?.basis ?? null,
      officer: decodeURIComponent(headers["Linkage-Officer"] ?? ""),
      signal,
      answer: (data) => say({ data }),
      refuse: (code) => say({ data: null, errors: [{ message: "no", extensions: { code } }] }),
    });
    return promise;
  });
  return asked;
}

interface Setting {
  readonly basis?: Basis | null;
  readonly card?: string;
  /** Another name is another part in the place of this one. */
  readonly part?: string;
}

function Desk({ basis = null, card = "A-1", children }: Setting & { readonly children: ReactNode }) {
  const officer = { agency: "court", card, name: "", agencyName: "", agencyKind: "", roles: [] };
  const session = { kind: "in", officer, demo: false, idleSeconds: 0, until: "" } as const;
  const nothing = () => {};
  return (
    <SessionContext value={{ state: { kind: "known", session, ending: null }, enter: nothing, leave: async () => {}, again: nothing, seen: nothing }}>
      <BasisContext value={{ basis, purpose: null, purposes: [], choose: nothing }}>{children}</BasisContext>
    </SessionContext>
  );
}

/** A hook on a page; `hook` may be another one each time. */
export async function page<State>(hook: () => State, setting: Setting = {}) {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const root = createRoot(document.createElement("div"));
  let now: State;
  function Part({ use }: { readonly use: () => State }) {
    now = use();
    return null;
  }
  const show = (use: (() => State) | null, where: Setting) =>
    act(async () =>
      root.render(
        <Answers>
          <Desk {...where}>{use && <Part key={where.part ?? ""} use={use} />}</Desk>
        </Answers>,
      ),
    );
  await show(hook, setting);
  return {
    now: () => now,
    show: (use: (() => State) | null, where: Setting = setting) => show(use, where),
    act: (what: () => void) =>
      act(async () => {
        what();
        await settled();
      }),
    close: () => act(async () => root.unmount()),
  };
}
