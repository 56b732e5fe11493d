// Keeps a page's package-lock.json free of addresses: no "resolved", no "funding". Called as `strip-lock.mjs FOLDER`.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL(`${process.argv[2]}/package-lock.json`, import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  delete entry.funding;
}
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
