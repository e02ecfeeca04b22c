import { defineConfig } from "vite";

import { incidents } from "./incidents.ts";

// Nothing of a draft can leave: the page may only fetch its own files.
const policy = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:",
  "connect-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'none'",
].join("; ");

export default defineConfig(({ command, mode }) => ({
  base: "./",
  plugins: [
    incidents(),
    {
      name: "content-security-policy",
      // The development server writes styles and scripts into the page.
      transformIndexHtml: (_html, { path }) =>
        command === "build" && path === "/index.html"
          ? [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy }, injectTo: "head-prepend" as const }]
          : [],
    },
  ],
  resolve: { dedupe: ["@codemirror/lint", "@codemirror/state", "@codemirror/view"] },
  server: { fs: { allow: ["../.."] } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: mode === "test" ? ["index.html", "tests/fixtures/textarea.html", "tests/fixtures/editors.html"] : ["index.html"],
    },
  },
}));
