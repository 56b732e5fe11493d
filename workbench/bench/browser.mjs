// Chromium without a window, spoken to over a pipe (Chrome DevTools Protocol): no package is needed for it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function openBrowser(executable) {
  const profile = mkdtempSync(join(tmpdir(), "linkage-bench-"));
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--force-device-scale-factor=1", `--user-data-dir=${profile}`];
  const child = spawn(executable, [...flags, "--remote-debugging-pipe", "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const [, , , to, from] = child.stdio;
  const waiting = new Map();
  const listeners = new Set();
  let [number, rest] = [0, ""];
  from.setEncoding("utf8");
  from.on("data", (chunk) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop() ?? "";
    for (const text of messages) {
      const message = JSON.parse(text);
      if (message.id === undefined) for (const listener of listeners) listener(message);
      else {
        const { resolve, reject } = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error === undefined) resolve(message.result);
        else reject(new Error(message.error.message));
      }
    }
  });
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      number += 1;
      waiting.set(number, { resolve, reject });
      to.write(`${JSON.stringify({ id: number, method, params, sessionId })}\0`);
    });
  return {
    async page(width, height) {
      const { targetId } = await send("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
      const said = [];
      const call = (method, params) => send(method, params, sessionId);
      listeners.add(({ sessionId: of, method, params }) => {
        if (of !== sessionId) return;
        if (method === "Runtime.exceptionThrown") said.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
        if (method === "Log.entryAdded" && params.entry.level === "error") said.push(params.entry.text);
      });
      await Promise.all(["Page.enable", "Runtime.enable", "Log.enable"].map((method) => call(method)));
      await call("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
      const run = async (expression) => {
        const { result, exceptionDetails } = await call("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      };
      return {
        call,
        run,
        said,
        async go(url, ready) {
          await call("Page.navigate", { url });
          await run(`new Promise((done) => { const look = () => (${ready}) ? done(true) : setTimeout(look, 20); look(); })`);
        },
        mouse: (type, x, y, more = {}) => call("Input.dispatchMouseEvent", { type, x, y, ...more }),
        close: () => send("Target.closeTarget", { targetId }),
      };
    },
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await send("Browser.close").catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
