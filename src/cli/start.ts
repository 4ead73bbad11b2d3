/** `weinao start`: opens the database, takes in the sample community on the first run, and serves until Ctrl-C. */
import { readdir, readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSampleAccounts, ensureAdministrator, firstAdministrator, openKeyring } from "#access";
import { Role } from "#access/contract";
import { findElements, nameCommunity, type RegistryDeps } from "#registry";
import { checkPort, portOf, readCommunities, ServerCode, ServerFailure, type Serving, serve } from "#server";
import { defaultHome, openStore, type Store, StoreFailure, type StoreStep } from "#store";
import type { Label, Language } from "#vocabulary/contract";
import type { Call, ServeOptions } from "./call.ts";
import { ExitCode } from "./exit-code.ts";
import { speaker } from "./language.ts";
import type { Operations } from "./operations.ts";
import { progressBar } from "./progress-bar.ts";
import { processTerminal } from "./terminal.ts";

const sampleFolder = fileURLToPath(new URL("../../samples/", import.meta.url));
const departmentsFolder = fileURLToPath(new URL("../../departments/", import.meta.url));
/** The made-up community that the samples speak of. */
const sampleCommunity = "330782099001";
const sampleName = "青枫社区";
/** Whom the sample resident's account belongs to. */
const sampleResident = "夏菊花";
/** Told in the README; let in on this machine only. */
const samplePassword = "qingfeng-sample";
const sheetName = /\.(xlsx|xls|csv|txt)$/i;
const statusMsMax = 3_000;
const parentMsEvery = 500;

const words = {
  creating: { zh: "首次运行：正在建立数据库……", en: "First run: creating the database…" },
  starting: { zh: "正在启动数据库……", en: "Starting the database…" },
  recovering: { zh: "上次没有正常退出，正在恢复数据……", en: "The last run did not end properly; recovering the data…" },
  migrating: { zh: "正在更新数据结构……", en: "Bringing the data's structure up to date…" },
  importing: { zh: "首次运行：正在导入示例社区（samples/）……", en: "First run: importing the sample community (samples/)…" },
  imported: { zh: "示例社区 {code}：{rows} 行，{seconds} 秒。", en: "Sample community {code}: {rows} rows in {seconds} s." },
  notImported: { zh: "示例没有导入：{reason}", en: "The samples were not imported: {reason}" },
  serving: { zh: "微脑已在运行：{address}", en: "Weinao is running: {address}" },
  firstSignIn: {
    zh: "还没有管理员密码。用户名 {name}，请在三天内打开这个一次性链接设置密码：",
    en: "No administrator has a password yet. The name is {name}; open this one-time link within three days to set one:",
  },
  sampleAccounts: {
    zh: "示例账户（仅限本机）：worker、officer、resident、provider，密码 {password}",
    en: "Sample accounts (on this machine only): worker, officer, resident, provider; the password is {password}",
  },
  data: { zh: "数据：{place}", en: "Data: {place}" },
  next: { zh: "接下来试试（在另一个终端里）：", en: "What to try next (in another terminal):" },
  stop: { zh: "按 Ctrl-C 停止。", en: "Press Ctrl-C to stop." },
  stopping: { zh: "正在停止……", en: "Stopping…" },
  stopped: { zh: "已停止，数据已保存。", en: "Stopped; the data are safe." },
  failed: { zh: "无法启动：", en: "Cannot start:" },
} satisfies Record<string, Label>;

type Write = (line: string) => void;

/** Runs until a signal stops it; gives the exit code. Every expected failure is told in words with its code. */
export async function start(options: ServeOptions): Promise<ExitCode> {
  const terminal = processTerminal(process.env);
  const say = (key: keyof typeof words, blanks: Readonly<Record<string, string | number>> = {}) =>
    Object.entries(blanks).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words[key][options.language]);
  const signal = firstSignal();
  try {
    await run(options, say, terminal.out, terminal.err, signal);
    return ExitCode.ok;
  } catch (error) {
    if (!(error instanceof StoreFailure) && !(error instanceof ServerFailure)) throw error;
    terminal.err(`${say("failed")} ${error.messages[options.language]} [${error.code}]`);
    return error instanceof StoreFailure ? ExitCode.database : ExitCode.refused;
  }
}

async function run(
  options: ServeOptions,
  say: (key: keyof typeof words, blanks?: Record<string, string | number>) => string,
  out: Write,
  err: Write,
  signal: Promise<void>,
) {
  const host = options.host ?? "127.0.0.1";
  const port = options.port ?? portOf(process.env.PORT);
  await checkPort(host, port);
  const home = defaultHome();
  const databaseUrl = process.env.DATABASE_URL || undefined;
  const store = await openStore({ home, databaseUrl, onProgress: (step: StoreStep) => err(say(step)) });
  let serving: Serving | undefined;
  let operations: Operations | undefined;
  try {
    const holder = await store.claim("serving", `http://${host}:${port}`);
    if (holder !== null) throw new ServerFailure(ServerCode.alreadyServing, holder);
    const progress: { share: number | null } = { share: null };
    const version = await ownVersion();
    const communities = remembered(() => readCommunities(store));
    const registry = { store, keyring: await openKeyring(home), departmentsFolder };
    const status = async () => ({ version, importing: progress.share, communities: await communities() });
    serving = await serve({ registry, home, status, environment: process.env }, host, port);
    if (options.samples && (await readCommunities(store)).length === 0) {
      progress.share = 0;
      const importing = importSamples(options.language, say, err, progress, (opened) => {
        operations = opened;
      });
      await Promise.race([importing, signal]);
      progress.share = null;
      if (serving.loopback && (await readCommunities(store)).length > 0) {
        await sampleAccounts(registry);
        err(say("sampleAccounts", { password: samplePassword }));
      }
    }
    out(say("serving", { address: serving.address }));
    const invitation = await ensureAdministrator(registry);
    // The code stands behind the #, which a browser keeps to itself: it is in no address that is sent or logged.
    if (invitation) out(`${say("firstSignIn", { name: firstAdministrator })}\n  ${serving.address}/sign-in/code#${invitation.code}`);
    out(say("data", { place: databaseUrl ? "DATABASE_URL" : home }));
    out(`\n${say("next")}`);
    for (const line of await nextCommands(store)) out(`  ${line}`);
    out(`\n${say("stop")}`);
    await signal;
    err(say("stopping"));
  } finally {
    await serving?.close();
    await operations?.close({ abort: true });
    await store.close({ abort: true });
  }
  err(say("stopped"));
}

/**
 * Resolves at the first signal to stop; later ones change nothing, since npm and the terminal may both send one.
 * Under npm it resolves too when npm is gone (kill -9): otherwise a server that nobody can see any more would keep the data and the port.
 */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => resolve());
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event === undefined) return;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, parentMsEvery);
    watch.unref();
  });
}

/** Takes in `samples/` through the very import that everybody uses. What goes wrong is told and stops nothing. */
async function importSamples(
  language: Language,
  say: (key: keyof typeof words, blanks?: Record<string, string | number>) => string,
  err: Write,
  progress: { share: number | null },
  opened: (operations: Operations) => void,
): Promise<void> {
  const files = await sampleFiles();
  if (files.length === 0) return;
  err(say("importing"));
  const { openOperations } = await import("./open-operations.ts");
  const operations = await openOperations(language, () => undefined, process.env);
  opened(operations);
  const bar = progressBar({ terminal: processTerminal(process.env), say: speaker(language) } as Call);
  try {
    const actor = { name: accountName(), role: Role.administrator, purpose: "migration" };
    const request = {
      community: sampleCommunity,
      files,
      today: new Date().toISOString().slice(0, 10),
    };
    const imported = await operations.importFiles(actor, request, (step) => {
      progress.share = step.share;
      bar.show(step);
    });
    bar.clear();
    if (imported.accepted)
      err(say("imported", { code: sampleCommunity, rows: imported.value.rows, seconds: imported.value.secondsTaken.toFixed(1) }));
    else err(say("notImported", { reason: imported.refusal }));
  } finally {
    bar.clear();
  }
}

/** Accounts for trying things out, made together with the sample community and never otherwise. */
async function sampleAccounts(registry: RegistryDeps): Promise<void> {
  const community = Number(sampleCommunity);
  const actor = { name: "samples", role: Role.administrator, purpose: "migration" };
  await nameCommunity(registry, actor, sampleCommunity, sampleName);
  const found = await findElements(registry, actor, sampleCommunity, sampleResident);
  const resident = found.find((element) => element.kind === "person");
  const staff = { communities: [community], person: null, password: samplePassword };
  await createSampleAccounts(registry, [
    { ...staff, name: "worker", label: "示例社工", role: Role.worker },
    { ...staff, name: "officer", label: "示例街道干部", role: Role.office },
    { ...staff, name: "provider", label: "示例物业", role: Role.provider },
    ...(resident ? [{ ...staff, name: "resident", label: "", role: Role.resident, person: { community, person: resident.id } }] : []),
  ]);
}

/** The departments' files only: samples/truth/ below them is the answer, not a source. */
async function sampleFiles(): Promise<string[]> {
  const entries = await readdir(sampleFolder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && sheetName.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function nextCommands(store: Store): Promise<string[]> {
  const code = (await readCommunities(store))[0]?.code ?? sampleCommunity;
  const weinao = "npm run --silent weinao --";
  return [
    `${weinao} --help`,
    `${weinao} import --community ${code} FILE…`,
    `${weinao} check --community ${code}`,
    `${weinao} audit --community ${code}`,
  ];
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}

async function ownVersion(): Promise<string> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Asks at most every few seconds: many who look at the page at once shall not count a million rows each. */
function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let asked: { at: number; answer: Promise<T> } | null = null;
  return () => {
    if (asked === null || Date.now() - asked.at > statusMsMax) {
      const answer = read();
      const entry = { at: Date.now(), answer };
      asked = entry;
      answer.catch(() => {
        if (asked === entry) asked = null;
      });
    }
    return asked.answer;
  };
}
