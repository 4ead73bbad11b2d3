import { randomBytes } from "node:crypto";
import { chmod, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import envPaths from "env-paths";
import { StoreCode } from "./contract.ts";
import { fromSystem, StoreFailure } from "./failure.ts";

/** Whether this process is root, which PostgreSQL refuses to be. */
export const runsAsRoot = process.getuid?.() === 0;

/** Where data live when nobody says: `WEINAO_HOME`, else the user's data directory, else (root) `/var/lib/weinao`. */
export function defaultHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.WEINAO_HOME) return resolve(environment.WEINAO_HOME);
  return runsAsRoot ? "/var/lib/weinao" : envPaths("weinao", { suffix: "" }).data;
}

/**
 * Makes sure that `home` exists and can be written, and gives it as an absolute path.
 * Refuses with a StoreFailure that says which of missing, read-only, full, forbidden or no folder it is.
 */
export async function prepareHome(home: string): Promise<string> {
  const folder = resolve(home);
  try {
    await makeFolder(folder, runsAsRoot ? 0o711 : 0o700);
    if (!(await stat(folder)).isDirectory()) throw new StoreFailure(StoreCode.homeNotAFolder, folder);
    // The server runs under another account when this process is root: it must be able to pass through, not to look around.
    if (runsAsRoot) await chmod(folder, 0o711);
    const probe = join(folder, `.probe-${randomBytes(6).toString("hex")}`);
    // Some bytes, not none: an empty file can still be made on a full disk.
    await writeFile(probe, Buffer.alloc(4096, 1), { mode: 0o600 });
    await rm(probe);
  } catch (error) {
    throw fromSystem(error, folder);
  }
  return folder;
}

/** `mkdir -p`. Node's own never ends where a folder exists and nothing can be made in it (`/proc`). */
async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    const parent = dirname(folder);
    if (code !== "ENOENT" || parent === folder || (await stat(parent).catch(() => null))) throw error;
    await makeFolder(parent, mode);
    await mkdir(folder, { mode });
  }
}
