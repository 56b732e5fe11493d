import { describe, expect, it } from "vitest";
import { marksOf, unloaded } from "../src/export/table";
import { en } from "../src/i18n/en";
import { formatOf } from "../src/i18n/format";
import type { SignedIn } from "../src/session/session";

const format = formatOf("en");
const officer = { card: "A-1", name: "An officer", agency: "示0102", agencyName: "A court", roles: [], agencyKind: "COURT" };
const session: SignedIn = { kind: "in", officer, demo: false, idleSeconds: 900, until: "" };

describe("what stands below an exported table", () => {
  const said = (missing: readonly string[]) =>
    marksOf({ name: "drives", columns: [], rows: [["a"]], missing }, session, null, [], new Date(0), en, format).filter(([name]) => name === en.export.incomplete);

  it("is what is missing from it", () => {
    expect(said(unloaded(20, 1212, true, en, format))).toEqual([["Incomplete", "20 of 1,212 rows; the others were not loaded on the page"]]);
    expect(said(unloaded(20, null, true, en, format))).toHaveLength(1);
  });

  it("is nothing of that where nothing is", () => {
    expect(said(unloaded(1212, 1212, false, en, format))).toEqual([]);
  });
});
