import { defineConfig } from "vite";

// One script and one style, so that the single file can hold them; no source map, no inlined script.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../kg/explorer",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rollupOptions: {
      output: {
        inlineDynamicImports: true,
        entryFileNames: "assets/explorer.js",
        assetFileNames: "assets/explorer[extname]",
      },
    },
  },
  esbuild: { legalComments: "none", jsx: "automatic", jsxImportSource: "preact" },
});
