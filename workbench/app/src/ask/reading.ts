/** Reads the hub's answers: JSON of which nothing is believed before it was looked at. */
import type { Problem, Receipt, Extensions } from "./question";

type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function words(value: unknown): readonly string[] {
  return list(value).filter((word) => typeof word === "string");
}

export function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

const SAID = new Set(["code", "hint"]);

export function problemsIn(body: unknown): readonly Problem[] {
  return list(record(body)["errors"]).map((each) => {
    const error = record(each);
    const extensions = record(error["extensions"]);
    return {
      code: text(extensions["code"]) ?? "UNKNOWN",
      message: text(error["message"]) ?? "",
      hint: text(extensions["hint"]),
      details: Object.fromEntries(Object.entries(extensions).filter(([name]) => !SAID.has(name))),
      path: list(error["path"]).filter((step) => typeof step === "string" || typeof step === "number"),
    };
  });
}

function receiptIn(value: unknown): Receipt | null {
  const { log, index, at } = record(value);
  return typeof log === "string" && typeof index === "number" && typeof at === "string" ? { log, index, at } : null;
}

export function extensionsIn(body: unknown): Extensions {
  const extensions = record(record(body)["extensions"]);
  const cost = record(extensions["cost"]);
  const budget = record(cost["budget"]);
  const units = number(cost["units"]);
  return {
    masked: words(extensions["masked"]),
    closed: words(extensions["closed"]),
    purpose: text(extensions["purpose"]),
    receipt: receiptIn(extensions["receipt"]),
    cost: units === null ? null : { units, remaining: number(budget["remaining"]), perMinute: number(budget["perMinute"]) },
  };
}
