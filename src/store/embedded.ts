import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StoreCode, type StoreStep } from "./contract.ts";
import { type Engine, findEngine } from "./engine.ts";
import { fromEngine, fromSystem, StoreFailure } from "./failure.ts";
import { isPostgres, processIdentity } from "./process-identity.ts";
import { dataArgument, runToEnd, startDetached } from "./run-engine.ts";

/** The major version of the engine that this program brings. */
const engineMajor = "18";
export const ownerName = "weinao";
export const databaseName = "weinao";

const pollMs = 15;
/** How long a working server may take to write everything down before it is cut short, which costs the next start a recovery. */
const stopMsMax = 90_000;
/** A server that answers nobody has nothing to write down. */
const stopSilentMsMax = 3_000;
const startAttempts = 5;

/** How to reach a running embedded server. */
export interface Server {
  readonly port: number;
  readonly password: string;
}

/** Settings that only tests change: they need no safety and little memory. */
export interface ServerSettings {
  readonly disposable?: boolean;
}

const lockFile = (home: string) => join(home, "database.lock");
const dataFolder = (home: string) => join(home, "postgres");
const secretFile = (home: string) => join(home, "database.json");
const logFile = (home: string) => join(home, "postgres.log");

/** The file under whose lock servers are started and stopped. */
export { lockFile as serverLock };

/**
 * Gives the running server of `home`, or makes and starts one. Call it under `serverLock`.
 * A server that outlived its program (kill -9) is taken over as it is.
 */
export async function startServer(home: string, onProgress: (step: StoreStep) => void, settings: ServerSettings = {}): Promise<Server> {
  const data = dataFolder(home);
  const engine = await findEngine(home);
  await removeDrafts(home);
  const version = await readFile(join(data, "PG_VERSION"), "utf8").catch(() => null);
  if (version === null) {
    await refuseOtherContent(data);
    onProgress("creating");
    await createData(home, engine);
  } else if (version.trim() !== engineMajor) {
    throw new StoreFailure(StoreCode.dataOtherEngine, data);
  }
  const running = await runningServer(home);
  const secret = await readSecret(home);
  if (running && secret) return { port: running.port, password: secret };
  // A server whose password is lost is of no use to anybody.
  if (running) await stopProcess(running.pid, true);
  const password = secret ?? (await renewSecret(home, engine));
  return { port: await launch(home, engine, onProgress, settings), password };
}

/**
 * Stops the running server of `home`, if there is one, and waits until it is gone. Call it under `serverLock`.
 * One that does not `answer` (it has crashed, and recovers or cannot) is given less time.
 */
export async function stopServer(home: string, answers = true): Promise<void> {
  const running = await runningServer(home);
  if (running) await stopProcess(running.pid, answers);
}

async function refuseOtherContent(data: string): Promise<void> {
  const content = await readdir(data).catch(() => []);
  if (content.length > 0) throw new StoreFailure(StoreCode.dataOtherEngine, data);
}

async function removeDrafts(home: string): Promise<void> {
  for (const name of await readdir(home).catch(() => [])) {
    if (name.startsWith("postgres.new-")) await rm(join(home, name), { recursive: true, force: true });
  }
}

/** Makes the data folder under another name first, so that an interrupted creation leaves nothing that looks like data. */
async function createData(home: string, engine: Engine): Promise<void> {
  const draft = join(home, `postgres.new-${process.pid}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    if (engine.account) await chown(draft, engine.account.uid, engine.account.gid);
  } catch (error) {
    throw fromSystem(error, home);
  }
  // Code-point order, whatever the machine's locale: the same data sort the same everywhere.
  const result = await runToEnd(engine.initdb, draft, engine, [
    ...["-D", dataArgument(draft), `--username=${ownerName}`, "--encoding=UTF8", "--locale=C"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=reject", "--no-instructions"],
  ]);
  if (result.status !== 0) {
    const failure = await fromEngine(result.output, home, logFile(home));
    await rm(draft, { recursive: true, force: true });
    await writeFile(logFile(home), result.output).catch(() => undefined);
    throw failure;
  }
  const access = "host all all 127.0.0.1/32 scram-sha-256\n";
  await writeFile(join(draft, "pg_hba.conf"), access);
  await rm(secretFile(home), { force: true });
  await rename(draft, dataFolder(home));
}

async function readSecret(home: string): Promise<string | null> {
  const text = await readFile(secretFile(home), "utf8").catch(() => null);
  try {
    const secret = text === null ? null : (JSON.parse(text) as { password?: unknown }).password;
    return typeof secret === "string" && secret.length > 0 ? secret : null;
  } catch {
    return null;
  }
}

/** Sets a new random password while no server runs. The file is written last, so that it never holds one that is not set. */
async function renewSecret(home: string, engine: Engine): Promise<string> {
  const data = dataFolder(home);
  await removeStalePid(data);
  const password = randomBytes(24).toString("hex");
  const input = `ALTER ROLE ${ownerName} PASSWORD '${password}';\n`;
  const result = await runToEnd(engine.postgres, data, engine, ["--single", "-j", "-D", dataArgument(data), "postgres"], input);
  if (result.status !== 0 || /ERROR|FATAL/.test(result.output)) {
    await writeFile(logFile(home), result.output.replaceAll(password, "…")).catch(() => undefined);
    throw await fromEngine(result.output, home, logFile(home));
  }
  const draft = `${secretFile(home)}.new`;
  try {
    await writeFile(draft, JSON.stringify({ password }), { mode: 0o600 });
    await rename(draft, secretFile(home));
  } catch (error) {
    throw fromSystem(error, home);
  }
  return password;
}

interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

/** What `postmaster.pid` says, when its process lives and is a PostgreSQL. */
async function runningServer(home: string): Promise<RunningServer | null> {
  const text = await readFile(join(dataFolder(home), "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isPostgres(pid) ? { pid, port } : null;
}

/** After a restart of the machine another process may have the number in the file, and PostgreSQL would wait for it in vain. */
async function removeStalePid(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => null);
  if (text !== null && !isPostgres(Number(text.split("\n")[0]))) await rm(file, { force: true });
}

async function launch(home: string, engine: Engine, onProgress: (step: StoreStep) => void, settings: ServerSettings): Promise<number> {
  const data = dataFolder(home);
  onProgress("starting");
  for (let attempt = 1; ; attempt += 1) {
    await removeStalePid(data);
    const port = await freePort();
    const log = logFile(home);
    const from = (await stat(log).catch(() => null))?.size ?? 0;
    const child = await startDetached(engine, data, log, [
      ...["-D", dataArgument(data), "-p", String(port)],
      ...serverSettings(settings).flatMap((setting) => ["-c", setting]),
    ]);
    if (await becomesReady(data, child, onProgress)) return port;
    const output = (await readFile(log, "utf8").catch(() => "")).slice(from);
    // Another program may have taken the port in between; a killed server's last processes may still hold its memory.
    const passing =
      /could not bind|Address already in use|shared memory block .* still in use|lock file "postmaster.pid" already exists/.test(output);
    if (!passing || attempt === startAttempts) throw await fromEngine(output, home, log);
    await pause(500);
  }
}

async function becomesReady(
  data: string,
  child: { readonly pid: number; exited(): boolean },
  onProgress: (step: StoreStep) => void,
): Promise<boolean> {
  const started = Date.now();
  let told = false;
  while (!child.exited()) {
    const lines = (await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return true;
    // Replaying the changes since the last checkpoint can take minutes after a crash in a large import.
    if (!told && Date.now() - started > 3_000) {
      told = true;
      onProgress("recovering");
    }
    await pause(pollMs);
  }
  return false;
}

async function stopProcess(pid: number, answers: boolean): Promise<void> {
  const identity = processIdentity(pid);
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(pid, name);
    } catch {
      // Gone already.
    }
  };
  // SIGINT is PostgreSQL's fast shutdown: it ends every connection, writes a checkpoint and leaves clean files.
  signal("SIGINT");
  let deadline = Date.now() + (answers ? stopMsMax : stopSilentMsMax);
  while (processIdentity(pid) === identity && identity !== "") {
    if (Date.now() > deadline) {
      signal("SIGQUIT");
      deadline = Number.POSITIVE_INFINITY;
    }
    await pause(pollMs);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

const mebibyte = 1024 * 1024;

function serverSettings(settings: ServerSettings): string[] {
  const memoryMib = Math.floor(totalmem() / mebibyte);
  const bounded = (part: number, most: number) => Math.max(64, Math.min(most, Math.floor(memoryMib * part)));
  const always = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=60",
    "password_encryption=scram-sha-256",
    "timezone=UTC",
    "log_timezone=UTC",
    "jit=off",
    // The log must hold nobody's data. Above ERROR: what a failed statement says may quote a value.
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_checkpoints=off",
  ];
  if (settings.disposable) {
    return [
      ...always,
      "fsync=off",
      "full_page_writes=off",
      "synchronous_commit=off",
      "shared_buffers=32MB",
      "max_wal_size=512MB",
      "max_connections=100",
    ];
  }
  return [
    ...always,
    // Sized for imports: changes are flushed in long strokes; what is committed stays committed.
    `shared_buffers=${bounded(1 / 8, 1024)}MB`,
    `effective_cache_size=${bounded(1 / 2, 32_768)}MB`,
    `maintenance_work_mem=${bounded(1 / 32, 512)}MB`,
    `work_mem=${Math.min(32, bounded(1 / 64, 32))}MB`,
    "synchronous_commit=on",
    "wal_level=minimal",
    "max_wal_senders=0",
    "wal_compression=on",
    "wal_buffers=16MB",
    "max_wal_size=2GB",
    "min_wal_size=128MB",
    "checkpoint_timeout=15min",
    "random_page_cost=1.1",
  ];
}
