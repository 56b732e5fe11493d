// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { useLoaded } from "../src/shell/use-loaded";
import { page } from "./rendering";

it("a part of the program is loaded once it is wanted, and again where that failed", async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new TypeError("nobody there")).mockResolvedValue("the part");
  const failed = vi.fn();
  const wanted = (now: boolean) => () => useLoaded(load, now, failed);
  const { now, show, act, close } = await page(wanted(false));
  expect(load).not.toHaveBeenCalled();
  await show(wanted(true));
  await act(() => {});
  expect([now(), failed.mock.calls.length]).toEqual([null, 1]);
  await show(wanted(false));
  await show(wanted(true));
  await act(() => {});
  expect([now(), failed.mock.calls.length, load.mock.calls.length]).toEqual(["the part", 1, 2]);
  await show(wanted(false));
  await show(wanted(true));
  expect([now(), load.mock.calls.length]).toEqual(["the part", 2]);
  await close();
});
