// Measures the workbench's search at a hub that runs a demo: from the last key of a text to the list that answers it, and
// what that time consists of. Prints JSON. `node workbench/bench/search.mjs http://127.0.0.1:8000 [card]`
import { cpus, loadavg } from "node:os";
import { openBrowser } from "./browser.mjs";

const [url = "http://127.0.0.1:8000", card = "示0102-A-017"] = process.argv.slice(2);
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const [WIDTH, HEIGHT] = [1280, 860];
/** Between two keys, as a practised typist has it. */
const KEY_MS = 70;
/** Names in characters and in pinyin, beginnings of plates and numbers, and what is not there. */
const TEXTS = [
  "陈立诚", "chenlicheng", "测A66218", "王伟", "wangwei", "测A1", "李娜", "lina", "9901021985", "示0102执12", "张敏", "zhangmin",
  "刘洋", "liuyang", "测A23", "建材", "赵磊", "zhaolei", "杨静", "商贸", "孙丽", "sunli", "周强", "测A9", "无此人也", "huangjun",
];

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
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
  await page.go(url, "document.querySelector('.officer') !== null");
  await click(page, ".officer", card);
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
}
console.log(JSON.stringify(results, null, 2));
