// Measures the workbench's search: from the last key of a text to the list that answers it, and what that time consists
// of. Prints JSON. `node workbench/bench/search.mjs [URL of a running demo]`; without one it starts a demo of its own
// (SIZE: town) in an empty directory and removes both.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./browser.mjs";

const CARD = "示0102-A-017";
/** After the hub has said that it is ready; who signs in and chooses a basis takes as long. */
const SETTLE_MS = 30_000;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const [WIDTH, HEIGHT] = [1280, 860];
/** Between two keys, as a practised typist has it. */
const KEY_MS = 70;
/** Names in characters and in pinyin, beginnings of plates and numbers, and what is not there. */
const TEXTS = [
  "陈立诚", "chenlicheng", "测A66218", "王伟", "wangwei", "测A1", "李娜", "lina", "9901021985", "示0102执12", "张敏", "zhangmin",
  "刘洋", "liuyang", "测A23", "建材", "赵磊", "zhaolei", "杨静", "商贸", "孙丽", "sunli", "周强", "测A9", "无此人也", "huangjun",
];

async function ownHub() {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const python = process.env.HUB_PYTHON ?? join(root, ".venv/bin/python");
  if (!existsSync(python)) throw new Error(`There is no Python at ${python}: run make setup, or name one through HUB_PYTHON.`);
  const data = mkdtempSync(join(tmpdir(), "linkage-search-"));
  const child = spawn(python, ["-m", "hub.cli", "demo", "--size", process.env.SIZE ?? "town", "--while-stdin"], {
    cwd: root,
    env: { ...process.env, HUB_DATA: data, PORT: "0" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const end = async () => {
    child.stdin.end();
    await ended;
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /is ready: (\S+)/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    await wait(SETTLE_MS);
    return { url, end };
  }
  await end();
  throw new Error("The hub ended before it was ready.");
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const [given] = process.argv.slice(2);
const hub = given === undefined ? await ownHub() : { url: given, end: async () => {} };
const browser = await openBrowser(CHROMIUM);

async function click(page, selector, text = "") {
  const found = `[...document.querySelectorAll(${JSON.stringify(selector)})].find((each) => each.textContent.includes(${JSON.stringify(text)}) && each.getClientRects().length > 0)`;
  // What opens moves while it does; it is pressed once it stands still.
  const { x, y } = await page.run(`new Promise((done) => {
    let last = "";
    const look = () => {
      ${found}?.scrollIntoView({ block: "nearest" });
      const rect = ${found}?.getBoundingClientRect();
      const now = rect === undefined ? "" : rect.x + " " + rect.y + " " + rect.width;
      if (now !== "" && now === last) return done({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });
      last = now;
      setTimeout(look, 100);
    };
    look();
  })`);
  await page.mouse("mousePressed", x, y, { button: "left", buttons: 1, clickCount: 1 });
  await page.mouse("mouseReleased", x, y, { button: "left", clickCount: 1 });
}

/** In the page: when the last key came, when its question left and was answered, and when the answer was painted. */
const PROBE = `globalThis.probe = {
  last: 0,
  async answered() {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const box = document.querySelector(".search");
    const busy = () => box.querySelector("[role=combobox]").getAttribute("aria-busy") === "true" || box.querySelector(".anticon-loading") !== null;
    let asked;
    do {
      await frame();
      asked = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("/graphql") && entry.startTime >= this.last).at(-1);
    } while (asked === undefined || asked.responseEnd === 0 || busy());
    // The frame in which it is there is painted when the next begins.
    const shown = await frame();
    return {
      whole: shown - this.last,
      before: asked.startTime - this.last,
      hub: asked.responseEnd - asked.startTime,
      after: shown - asked.responseEnd,
      hits: box.querySelectorAll("[role=option]").length,
    };
  },
};
performance.setResourceTimingBufferSize(5000);
document.addEventListener("input", (event) => { globalThis.probe.last = event.timeStamp; }, true);`;

async function search(page, text) {
  await page.run(`(() => { const input = document.querySelector(".search input"); input.focus(); input.select(); performance.clearResourceTimings(); })()`);
  for (const sign of text) {
    await page.call("Input.insertText", { text: sign });
    if (sign !== text.at(-1)) await wait(KEY_MS);
  }
  const told = await page.run("probe.answered()");
  await wait(300);
  return told;
}

function spread(all, what) {
  const sorted = all.map((each) => each[what]).sort((one, other) => one - other);
  const at = (part) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
  return { p50: at(0.5), p90: at(0.9), most: at(1) };
}
const rounded = (told) => Object.fromEntries(Object.entries(told).map(([name, value]) => [name, Math.round(value)]));

const results = { load: loadavg().map((value) => Math.round(value * 10) / 10), cores: cpus().length };
try {
  const page = await browser.page(WIDTH, HEIGHT);
  await page.go(hub.url, "document.querySelector('.officer') !== null");
  await click(page, ".officer", CARD);
  await page.run("new Promise((done) => { const look = () => document.querySelector('.basis') ? done() : setTimeout(look, 50); look(); })");
  await click(page, ".basis");
  await click(page, ".ant-modal .ant-select");
  await click(page, ".ant-select-item-option");
  await click(page, ".suggestions button");
  await click(page, ".ant-modal-footer .ant-btn-primary, .ant-modal button[type=submit]");
  await page.run("new Promise((done) => { const look = () => document.querySelector('.ant-modal')?.getClientRects().length ? setTimeout(look, 50) : done(); look(); })");
  await wait(1000);
  await page.run(PROBE);
  results.first = rounded(await search(page, TEXTS[0]));
  const all = [];
  for (const text of [...TEXTS.slice(1), ...TEXTS]) all.push(await search(page, text));
  results.searches = all.length;
  results.withHits = all.filter(({ hits }) => hits > 0).length;
  for (const what of ["whole", "before", "hub", "after"]) results[what] = spread(all, what);
  results.said = page.said.filter((line) => !line.includes("401"));
  await page.close();
} finally {
  await browser.close();
  await hub.end();
}
console.log(JSON.stringify(results, null, 2));
