import { defineConfig } from "vite";

// Everything ends up in the hub's static folder; the hub serves it at /graphiql/.
export default defineConfig({
  base: "/graphiql/",
  publicDir: false,
  build: {
    outDir: "../../hub/static/graphiql",
    emptyOutDir: true,
    sourcemap: false,
    // The notices of the bundled packages travel with the bundle.
    license: { fileName: "licenses.md" },
    // Monaco alone is one chunk of some megabytes; that is expected.
    chunkSizeWarningLimit: 5000,
    // React's "use client" markers mean nothing in a page without server components.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
