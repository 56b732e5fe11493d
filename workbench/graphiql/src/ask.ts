import type { GraphiQL } from "graphiql";
import type { ComponentProps } from "react";

type Fetcher = ComponentProps<typeof GraphiQL>["fetcher"];

/** Why the hub did not accept the request (HTTP 401), in the hub's own words. */
export interface Refusal {
  readonly message: string;
  readonly hint: string;
}

const ACCEPT = "application/graphql-response+json, application/json;q=0.9";

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function refusalIn(body: unknown): Refusal {
  const errors = record(body)["errors"];
  const first = record(Array.isArray(errors) ? (errors[0] as unknown) : null);
  const message = first["message"];
  const hint = record(first["extensions"])["hint"];
  return {
    message: typeof message === "string" ? message : "HTTP 401",
    hint: typeof hint === "string" ? hint : "",
  };
}

/**
 * One POST to /graphql per question. `tokenNow` is read at the moment of asking;
 * `onAnswer` hears about every answer: a refusal, or null when the token was accepted.
 * `session`: opened from the workbench, whose session counts as long as no token is given; the hub takes the cookie only
 * with this header, which no other site can send.
 */
export function createAsk(
  tokenNow: () => string,
  onAnswer: (refusal: Refusal | null) => void,
  session: boolean,
): Fetcher {
  return async (params, options) => {
    const headers = new Headers();
    const token = tokenNow();
    if (token !== "") headers.set("Authorization", `Bearer ${token}`);
    else if (session) headers.set("Linkage-Workbench", "1");
    // Headers from the tab's own editor come second, so they win where both say something.
    for (const [name, value] of Object.entries(record(options?.headers))) {
      headers.set(name, String(value));
    }
    headers.set("Content-Type", "application/json");
    headers.set("Accept", ACCEPT);

    const response = await fetch("/graphql", {
      method: "POST",
      headers,
      body: JSON.stringify(params),
      credentials: "same-origin",
      cache: "no-store",
    });
    const raw = await response.text();
    let body: unknown;
    try {
      body = JSON.parse(raw);
    } catch {
      throw new Error(`HTTP ${response.status}, not JSON: ${raw.slice(0, 200)}`);
    }
    // A late answer to an earlier token says nothing about the present one.
    if (token === tokenNow()) onAnswer(response.status === 401 ? refusalIn(body) : null);
    return record(body);
  };
}
