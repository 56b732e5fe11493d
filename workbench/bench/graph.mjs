// Measures the workbench's graph in Chromium, with invented charts: time to first drawing, frame times while the view
// is dragged, zoomed and an entity is dragged. Prints JSON. `node workbench/bench/graph.mjs [nodes …]`
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openBrowser } from "./browser.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SIZES = process.argv.slice(2).map(Number);
const sizes = SIZES.length > 0 ? SIZES : [50, 200, 500, 2000, 5000];
const [WIDTH, HEIGHT] = [1280, 800];
// As the hub sends it with the workbench (hub/support/headers.py).
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
  "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };

const built = mkdtempSync(join(tmpdir(), "linkage-graph-"));
const vite = await import(pathToFileURL(createRequire(new URL("../app/package.json", import.meta.url)).resolve("vite")).href);
await vite.build({
  configFile: false,
  logLevel: "error",
  root: fileURLToPath(new URL("page/", import.meta.url)),
  build: { outDir: built, emptyOutDir: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 4000 },
});

const server = createServer(({ url = "/" }, response) => {
  const file = join(built, url === "/" ? "index.html" : decodeURIComponent(url));
  try {
    const body = readFileSync(file);
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": POLICY });
    response.end(body);
  } catch {
    response.writeHead(204).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

async function busy(page, what) {
  const metric = async () => Object.fromEntries((await page.call("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
  const before = await metric();
  await page.run("bench.watch()");
  await what();
  const told = await page.run("bench.told()");
  const cpu = ((await metric()).TaskDuration - before.TaskDuration) * 1000;
  return { ...told, cpuPerFrame: Math.round((cpu / Math.max(1, told.frames)) * 10) / 10 };
}

const MOVES = 60;
async function drag(page, from) {
  await page.mouse("mousePressed", from.x, from.y, { button: "left", buttons: 1, clickCount: 1 });
  for (let move = 1; move <= MOVES; move += 1) {
    await page.mouse("mouseMoved", from.x + 120 * Math.sin(move / 8), from.y + 90 * Math.sin(move / 11), { button: "left", buttons: 1 });
  }
  await page.mouse("mouseReleased", from.x, from.y, { button: "left", clickCount: 1 });
}

async function zoom(page) {
  for (let turn = 0; turn < MOVES; turn += 1) {
    await page.mouse("mouseWheel", WIDTH / 2, HEIGHT / 2, { deltaX: 0, deltaY: turn % 20 < 10 ? -120 : 120 });
  }
}

const browser = await openBrowser(CHROMIUM);
const results = { load: loadavg().map((value) => Math.round(value * 10) / 10), cores: cpus().length, sizes: [] };
try {
  const page = await browser.page(WIDTH, HEIGHT);
  await page.call("Performance.enable", { timeDomain: "threadTicks" });
  await page.go(`http://127.0.0.1:${server.address().port}/`, "globalThis.bench !== undefined");
  for (const size of sizes) {
    const opened = await page.run(`bench.open(${size})`);
    const empty = { x: 6, y: 6 };
    const whole = { drag: await busy(page, () => drag(page, empty)), zoom: await busy(page, () => zoom(page)) };
    await page.run("bench.fit()");
    const grip = await page.run("bench.grip()");
    const entity = await busy(page, () => drag(page, grip));
    await page.run("bench.near()");
    const near = { drag: await busy(page, () => drag(page, empty)), zoom: await busy(page, () => zoom(page)) };
    const arrange = await page.run("bench.arrange()");
    results.sizes.push({ ...opened, whole, entity, near, arrange });
  }
  results.said = page.said;
  await page.close();
} finally {
  await browser.close();
  server.close();
  rmSync(built, { recursive: true, force: true });
}
console.log(JSON.stringify(results, null, 2));
