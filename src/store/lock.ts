import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { StoreCode } from "./contract.ts";
import { fromSystem, StoreFailure } from "./failure.ts";
import { processIdentity } from "./process-identity.ts";

const waitMsMax = 180_000;

/**
 * Runs `work` while holding the lock file `path`, so that only one process of the machine does. The lock of a process that died
 * (kill -9) is taken over. Refuses with `home-busy` when a living holder does not let go.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${processIdentity(process.pid)} ${randomBytes(8).toString("hex")}\n`;
  const deadline = Date.now() + waitMsMax;
  while (!(await take(path, mine))) {
    if (Date.now() > deadline) throw new StoreFailure(StoreCode.homeBusy, path);
    await pause(15 + Math.random() * 20);
  }
  try {
    return await work();
  } finally {
    // A holder that was wrongly thought dead must not remove its successor's lock.
    if ((await readFile(path, "utf8").catch(() => "")) === mine) await rm(path, { force: true });
  }
}

async function take(path: string, mine: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const file = await open(draft, "wx", 0o600);
    await file.writeFile(mine);
    await file.close();
    // A hard link appears whole or not at all, so nobody ever reads a lock that is half written.
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw fromSystem(error, path);
    await breakWhenStale(path);
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

async function breakWhenStale(path: string): Promise<void> {
  const seen = await readFile(path, "utf8").catch(() => null);
  if (seen === null || isAlive(seen)) return;
  const aside = `${path}.stale.${process.pid}`;
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  // Between reading and renaming another process may have broken and taken the lock: give it back.
  if ((await readFile(aside, "utf8").catch(() => seen)) !== seen) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

function isAlive(content: string): boolean {
  const [pid = "", identity = ""] = content.split(" ");
  const holder = Number(pid);
  return Number.isInteger(holder) && holder > 0 && processIdentity(holder) === identity;
}
