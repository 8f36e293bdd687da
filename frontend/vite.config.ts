import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** The server sends these twins to browsers that accept brotli, and compresses nothing itself. */
function brotliTwins(): Plugin {
  return {
    name: "brotli-twins",
    apply: "build",
    async closeBundle() {
      const folder = path.resolve(import.meta.dirname, "dist");
      for (const name of await readdir(folder, { recursive: true })) {
        if (!/\.(js|css|svg|html)$/.test(name)) continue;
        const file = path.join(folder, name);
        const packed = brotliCompressSync(await readFile(file), {
          params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
        });
        await writeFile(`${file}.br`, packed);
      }
    },
  };
}

const server = process.env.SELFDB_URL ?? "http://localhost:3000";
const proxied = ["/api", "/console", "/health", "/openapi.json", "/docs", "/redoc", "/storage/v1"];

export default defineConfig({
  plugins: [react(), tailwindcss(), brotliTwins()],
  resolve: { alias: { "@": path.resolve(import.meta.dirname, "src") } },
  build: { target: "es2022", chunkSizeWarningLimit: 700, assetsInlineLimit: 0 },
  server: {
    port: 5180,
    proxy: Object.fromEntries(proxied.map((prefix) => [prefix, { target: server, ws: true }])),
  },
});
