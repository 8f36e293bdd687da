// A server of its own for the tests, on free ports, with its own Postgres in a folder that is removed again.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";

const binary = process.env.SELFDB_BINARY ?? path.resolve(import.meta.dirname, "../../target/debug/selfdb");

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function ready(url, server) {
  for (let left = 300; left > 0; left--) {
    if (server.exitCode !== null) throw new Error("the server ended before it was ready");
    const answer = await fetch(`${url}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the server did not become ready within a minute");
}

/** Starts it; the result has its address, its administrator and `stop`. */
export async function startServer() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "selfdb-e2e-"));
  await chmod(folder, 0o755);
  const [api, console, database] = [await freePort(), await freePort(), await freePort()];
  const password = `Aa1!${randomBytes(9).toString("hex")}`;
  const file = path.join(folder, "settings.env");
  await writeFile(file, "");
  const settings = {
    ENV: "dev",
    SELFDB_ENV_FILE: file,
    API_PORT: String(api),
    FRONTEND_PORT: String(console),
    POSTGRES_EMBEDDED: "true",
    POSTGRES_PORT: String(database),
    POSTGRES_PASSWORD: randomBytes(12).toString("hex"),
    SELFDB_DATA_DIR: path.join(folder, "data"),
    JWT_SECRET_KEY: randomBytes(24).toString("hex"),
    API_KEY: randomBytes(16).toString("hex"),
    ADMIN_EMAIL: "admin@example.com",
    ADMIN_PASSWORD: password,
    LOG_LEVEL: "WARN",
  };
  const { PATH, HOME, POSTGRES_DIR, LD_LIBRARY_PATH } = process.env;
  const server = spawn(binary, ["serve"], {
    env: { PATH, HOME, POSTGRES_DIR, LD_LIBRARY_PATH, ...settings },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${console}`;
  await ready(url, server).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url, email: settings.ADMIN_EMAIL, password, apiKey: settings.API_KEY, stop };
}
