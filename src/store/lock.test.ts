import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withLock } from "./lock.ts";
import { isPostgres, processIdentity } from "./process-identity.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "weinao-lock-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("one works at a time, and the file goes with the last", async () => {
  const path = join(folder, "a.lock");
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 12 }, () =>
      withLock(path, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await pause(5);
        inside -= 1;
      }),
    ),
  );
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["of a process that is gone", "4194399 123456 x\n"],
  ["of another process that had our number", `${process.pid} 1 x\n`],
  ["with nothing in it", ""],
])("a lock %s is taken over, by one only", async (_what, content) => {
  const path = join(folder, "b.lock");
  await writeFile(path, content);
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 5 }, () =>
      withLock(path, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await pause(5);
        inside -= 1;
      }),
    ),
  );
  expect(most).toBe(1);
});

test("what the work throws comes out, and the lock is free", async () => {
  const path = join(folder, "c.lock");
  await expect(withLock(path, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(path, async () => "yes")).toBe("yes");
});

test("a living process has an identity, a dead one none, and this one is no PostgreSQL", () => {
  expect(processIdentity(process.pid)).toMatch(/./);
  expect(processIdentity(4_194_399)).toBe("");
  expect(isPostgres(process.pid)).toBe(false);
});
