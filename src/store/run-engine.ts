import { type ChildProcess, spawn } from "node:child_process";
import { open, stat, truncate } from "node:fs/promises";
import type { Engine } from "./engine.ts";
import { fromSystem } from "./failure.ts";

const logBytesMax = 16 * 1024 * 1024;

/**
 * How a data folder is named to the engine. The account that the server runs under may not be able to walk the path (root's own folders,
 * a private temporary folder): so the programs start *in* the folder, while still root, and name it as where they stand.
 */
export function dataArgument(data: string): string {
  return process.platform === "linux" ? "/proc/self/cwd" : data;
}

function spawnOptions(engine: Engine, folder: string) {
  const { PATH = "/usr/bin:/bin", TMPDIR, HOME } = process.env;
  // Nothing of PG* and LC_* reaches the engine: it shall start the same way everywhere.
  const env = { PATH, LC_ALL: "C", ...(TMPDIR ? { TMPDIR } : {}), ...(HOME ? { HOME } : {}) };
  return { cwd: folder, env, ...(engine.account ?? {}) };
}

/** Runs a program of the engine in `folder` to its end. */
export function runToEnd(
  program: string,
  folder: string,
  engine: Engine,
  parameters: readonly string[],
  input = "",
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // Its own process group: Ctrl-C in the terminal is for this process to handle, not for the engine.
    const child = spawn(program, parameters, { ...spawnOptions(engine, folder), detached: true, stdio: "pipe" });
    let output = "";
    child.stdout.on("data", (part: Buffer) => {
      output += part;
    });
    child.stderr.on("data", (part: Buffer) => {
      output += part;
    });
    child.stdin.on("error", () => undefined);
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output }));
    child.stdin.end(input);
  });
}

/** A server just started, on its own. */
export interface StartedServer {
  readonly pid: number;
  exited(): boolean;
}

/** Starts the server so that it outlives this process if need be; its log goes to `log`. */
export async function startDetached(engine: Engine, data: string, log: string, parameters: readonly string[]): Promise<StartedServer> {
  const size = (await stat(log).catch(() => null))?.size ?? 0;
  if (size > logBytesMax) await truncate(log, 0);
  const file = await open(log, "a", 0o600).catch((error: unknown) => {
    throw fromSystem(error, log);
  });
  try {
    const child: ChildProcess = spawn(engine.postgres, parameters, {
      ...spawnOptions(engine, data),
      detached: true,
      stdio: ["ignore", file.fd, file.fd],
    });
    let over = false;
    child.once("exit", () => {
      over = true;
    });
    child.once("error", () => {
      over = true;
    });
    child.unref();
    return { pid: child.pid ?? -1, exited: () => over };
  } finally {
    await file.close();
  }
}
