// How the web pages are built, and how they are served while somebody works on them (`npm run web`, beside a running `npm start`).
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const web = (path) => fileURLToPath(new URL(`../src/web/${path}`, import.meta.url));

/** What React's names mean in the resident's page: Preact does the same in a tenth of the bytes, which a cheap telephone on a slow line feels. */
const preact = {
  "react/jsx-runtime": "preact/jsx-runtime",
  "react-dom/client": "preact/compat/client",
  "react-dom": "preact/compat",
  react: "preact/compat",
};

/** Two pages, built one after the other (`mode` names which): what a resident's telephone loads holds nothing of the desk, in as few files as can be. */
export default defineConfig(({ mode, command }) => ({
  root: web(""),
  base: "/",
  plugins: [
    react(),
    {
      // In the making, too, the resident's page lies at /my and the desk everywhere else.
      name: "weinao-addresses",
      configureServer: (server) => {
        server.middlewares.use((request, _response, next) => {
          const path = (request.url ?? "").split("?")[0] ?? "";
          if (/^\/my(\/|$)/.test(path)) request.url = "/resident.html";
          else if (!/^\/(@|api\/|node_modules\/)|\.\w+$/.test(path)) request.url = "/desk.html";
          next();
        });
      },
    },
  ],
  // The server puts a fresh nonce in for every answer; styles that are made while the page runs carry it.
  html: { cspNonce: "__NONCE__" },
  server: { proxy: { "/api": { target: `http://127.0.0.1:${process.env.PORT ?? 7330}`, changeOrigin: false } } },
  resolve: { alias: command === "build" && mode === "resident" ? preact : {} },
  build: {
    outDir: fileURLToPath(new URL("../dist/web/", import.meta.url)),
    emptyOutDir: mode === "desk",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rollupOptions: { input: { [mode]: web(`${mode}.html`) } },
  },
}));
