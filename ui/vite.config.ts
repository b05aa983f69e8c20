import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  // Relative addresses: the same files are served by the desktop shell and by `assay serve`.
  base: "./",
  // The content security policy forbids data: scripts and styles, so nothing is inlined.
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // Without this condition vitest would load Svelte's server build, which cannot mount components.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: { environment: "node", include: ["tests/**/*.test.ts"], restoreMocks: true },
});
