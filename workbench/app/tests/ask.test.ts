import { afterEach, describe, expect, it, vi } from "vitest";
import { ask, onSignedOut, seconds } from "../src/ask/ask";
import { HubError } from "../src/ask/problems";
import type { Question } from "../src/ask/question";

const QUESTION: Question<{ me: { card: string } }, Record<string, never>> = { name: "Me", text: "query Me { me { card } }" };
const ASKER = { agency: "示0102", card: "示0102-A-017" };
const BASIS = { purpose: "CASE_INQUIRY", case: "（2026）示0102执1203号" };

function answering(body: unknown, status = 200, headers: Record<string, string> = {}) {
  const fetching = vi.fn<(path: string, how: RequestInit) => Promise<Response>>(async () =>
    new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers }),
  );
  vi.stubGlobal("fetch", fetching);
  return fetching;
}

async function refusal(basis = null): Promise<HubError> {
  try {
    await ask(QUESTION, {}, { asker: ASKER, basis });
  } catch (error) {
    if (error instanceof HubError) return error;
  }
  throw new Error("it was answered");
}

afterEach(() => vi.unstubAllGlobals());

describe("asking", () => {
  it("says that the workbench asks, on which basis, and sends no token", async () => {
    const fetching = answering({ data: { me: { card: "示0102-A-017" } } });
    await ask(QUESTION, {}, { asker: ASKER, basis: BASIS });
    const [path, how] = fetching.mock.calls[0] ?? [];
    const headers = new Headers(how?.headers);
    expect(path).toBe("/graphql");
    expect(headers.get("Linkage-Workbench")).toBe("1");
    expect(headers.has("Authorization")).toBe(false);
    expect(headers.get("Linkage-Officer")?.split("/").map(decodeURIComponent)).toEqual(["示0102", "示0102-A-017"]);
    expect(JSON.parse(String(how?.body))).toEqual({
      query: QUESTION.text,
      operationName: "Me",
      variables: {},
      extensions: { basis: BASIS },
    });
  });

  it("names no basis where there is none", async () => {
    const fetching = answering({ data: { me: { card: "x" } } });
    await ask(QUESTION, {}, { asker: ASKER, basis: null });
    expect(JSON.parse(String(fetching.mock.calls[0]?.[1].body))).not.toHaveProperty("extensions");
  });

  it("reads what stands beside the data", async () => {
    answering({
      data: { me: { card: "x" } },
      extensions: {
        masked: ["Person.label"],
        closed: ["Person.drives"],
        purpose: "CASE_INQUIRY",
        cost: { units: 23, budget: { remaining: 7, perMinute: 30 } },
        receipt: { log: "hub", index: 4, at: "2026-11-22T21:25:28Z", signature: "…" },
      },
    });
    const { extensions } = await ask(QUESTION, {}, { asker: ASKER, basis: null });
    expect(extensions).toEqual({
      masked: ["Person.label"],
      closed: ["Person.drives"],
      purpose: "CASE_INQUIRY",
      cost: { units: 23, remaining: 7, perMinute: 30 },
      receipt: { log: "hub", index: 4, at: "2026-11-22T21:25:28Z" },
    });
  });

  it.each([
    ["all of it is missing", { me: null }, ["me"]],
    ["one of several parts is missing", { me: { card: "x" }, person: null }, ["person"]],
    ["something is missing within a part", { me: { card: "x", roles: null } }, ["me", "roles"]],
  ])("throws what the hub names as an error where %s: nothing that failed looks like nothing that is there", async (_, data, path) => {
    answering({ data, errors: [{ message: "Too long.", path, extensions: { code: "GRAPH_TIMEOUT", hint: "Less." } }] });
    const { code, problem } = await refusal();
    expect([code, problem]).toEqual(["GRAPH_TIMEOUT", { code: "GRAPH_TIMEOUT", message: "Too long.", hint: "Less.", details: {}, path }]);
  });

  it("throws the hub's own error, with the time to wait", async () => {
    answering({ errors: [{ message: "Used up.", extensions: { code: "BUDGET_EXHAUSTED" } }] }, 429, { "Retry-After": "12" });
    const error = await refusal();
    expect([error.code, error.status, error.retryAfter]).toEqual(["BUDGET_EXHAUSTED", 429, 12]);
  });

  it("tells that nobody is signed in any more", async () => {
    answering({ errors: [{ message: "Ended.", extensions: { code: "UNAUTHENTICATED" } }] }, 401);
    const heard = vi.fn();
    const end = onSignedOut(heard);
    await refusal();
    end();
    await refusal();
    expect(heard).toHaveBeenCalledOnce();
  });

  it("tells that somebody else is signed in", async () => {
    answering({ errors: [{ message: "Another.", extensions: { code: "ANOTHER_OFFICER" } }] }, 403);
    const heard = vi.fn();
    const end = onSignedOut(heard);
    expect((await refusal()).code).toBe("ANOTHER_OFFICER");
    end();
    expect(heard).toHaveBeenCalledOnce();
  });

  it("says so when something else answers, or nothing", async () => {
    answering("<html>", 502);
    expect((await refusal()).code).toBe("NOT_THE_HUB");
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("failed")));
    expect((await refusal()).code).toBe("UNREACHABLE");
  });

  it("leaves a question alone that was given up", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new DOMException("gone", "AbortError")));
    await expect(ask(QUESTION, {}, { asker: ASKER, basis: null })).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("Retry-After", () => {
  it.each([
    ["12", 12],
    ["0", 0],
    ["", null],
    ["soon", null],
    ["-1", null],
    [null, null],
  ])("%j is %j", (header, expected) => expect(seconds(header)).toBe(expected));
});
