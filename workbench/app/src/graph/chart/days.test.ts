import { describe, expect, it } from "vitest";
import { hasEnded } from "./days";

describe("what has an end", () => {
  it("stands until the day on which it ends, as for the hub", () => {
    expect(["9999-12-31", "2028-05-01", "2026-12-01"].map((until) => hasEnded(until, "2026-11-30"))).toEqual([false, false, false]);
    expect(["2026-11-30", "2020-01-01"].map((until) => hasEnded(until, "2026-11-30"))).toEqual([true, true]);
  });

  it("stands where it has none", () => {
    expect(hasEnded(null, "2026-11-30")).toBe(false);
  });
});
