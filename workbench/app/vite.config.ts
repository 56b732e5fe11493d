import { defineConfig, type Plugin } from "vitest/config";
import known from "./src/generated/documents.json" with { type: "json" };
import { everyText } from "./src/trusted";

/** The hub that `npm run dev` asks. */
const HUB = "http://127.0.0.1:8000";

/** The modules through which Ant Design and its icons write styles into the page. */
const WRITERS = ["@rc-component/util/es/Dom/dynamicCSS.js", "@ant-design/icons/es/cssUtils.js"];

/**
 * Ant Design writes its styles in the browser as <style> elements. The hub's policy lets none of them in; our module
 * hands the same rules to the document as style sheets.
 */
function stylesWithoutElements(): Plugin {
  const ours = new URL("src/styles/adopted.ts", import.meta.url).pathname;
  return {
    name: "styles-without-elements",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!/\/(dynamicCSS|cssUtils)(\.js)?$/.test(source)) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return WRITERS.some((writer) => found?.id.endsWith(writer)) ? ours : null;
    },
  };
}

/** What the hub identifies a document by (hub/operations/documents/trusted.py). */
async function digest(text: string): Promise<string> {
  const found = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text.trim()));
  return Array.from(new Uint8Array(found), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What everybody asks first, for the hub to make ready when it starts (hub/operations/warming.py); and the hashes of all that
 * the pages may ever ask, for a hub that runs registered documents alone.
 */
function knownQuestions(): Plugin {
  return {
    name: "known-questions",
    apply: "build",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "documents.json", source: JSON.stringify(known) });
      this.emitFile({ type: "asset", fileName: "trusted.json", source: JSON.stringify((await Promise.all(everyText().map(digest))).sort()) });
    },
  };
}

/**
 * Ant Design gives each icon its English file name to read out. All of ours stand beside words, or in buttons that have
 * a name of their own: to a screen reader they are nothing.
 */
function iconsWithoutNames(): Plugin {
  const [named, silent] = ['"aria-label": icon.name', '"aria-hidden": true'];
  return {
    name: "icons-without-names",
    transform(code, id) {
      if (!/@ant-design\/icons\/es\/components\/AntdIcon(Light)?\.js$/.test(id)) return null;
      if (!code.includes(named)) throw new Error("Ant Design's icons are named in another way now.");
      return { code: code.replace(named, silent), map: null };
    },
  };
}

// Everything ends up in the hub's static folder; the hub serves it at /.
export default defineConfig({
  plugins: [stylesWithoutElements(), iconsWithoutNames(), knownQuestions()],
  publicDir: false,
  build: {
    outDir: "../../hub/static/workbench",
    emptyOutDir: true,
    sourcemap: false,
    // What is small is a file of its own too: the policy lets no data: scripts or fonts in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: "licenses.md" },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      // All that is loaded first is one file: cut up by which later page shares what, it would be larger and grow with each page.
      output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
    },
  },
  test: { setupFiles: ["tests/same-examples.ts"] },
  server: {
    proxy: Object.fromEntries(["/graphql", "/graphiql", "/session"].map((path) => [path, HUB])),
  },
});
