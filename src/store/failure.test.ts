import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { placeOf } from "./connect.ts";
import { StoreCode } from "./contract.ts";
import { fromConnecting, fromEngine, fromSystem, fromWorking, StoreFailure } from "./failure.ts";
import { defaultHome, prepareHome, runsAsRoot } from "./home.ts";
import { openStore } from "./open-store.ts";

const codeOf = (error: unknown) => (error instanceof StoreFailure ? error.code : error);

test("every code has words in both languages, which name the place", () => {
  for (const code of Object.values(StoreCode)) {
    const { messages } = new StoreFailure(code, "/srv/weinao");
    expect(messages.zh).toMatch(/[\u4e00-\u9fff].*。$|[;;]$/);
    expect(messages.en).toMatch(/[.;]$/);
    expect(messages.zh + messages.en).not.toContain("{place}");
  }
});

test.each([
  ["EACCES", StoreCode.homeNoPermission],
  ["EROFS", StoreCode.homeReadOnly],
  ["ENOSPC", StoreCode.diskFull],
  ["EDQUOT", StoreCode.diskFull],
  ["ENOTDIR", StoreCode.homeNotAFolder],
  ["ENOENT", StoreCode.homeMissing],
])("%s of the file system is %s", (system, code) => {
  expect(codeOf(fromSystem(Object.assign(new Error(system), { code: system }), "/x"))).toBe(code);
});

test("other errors of the file system stay themselves", () => {
  const error = new Error("bug");
  expect(fromSystem(error, "/x")).toBe(error);
});

test.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', StoreCode.diskFull],
  ["initdb: error: could not create directory: Read-only file system", StoreCode.homeReadOnly],
  ["FATAL: could not open file: Permission denied", StoreCode.homeNoPermission],
  ["PANIC: something else", StoreCode.engineFailed],
])("the engine saying %j means %s", async (output, code) => {
  expect((await fromEngine(output, tmpdir(), "/log")).code).toBe(code);
});

test.each([
  [{ code: "28P01" }, StoreCode.databaseRefused],
  [{ code: "3D000" }, StoreCode.databaseRefused],
  [{ code: "ECONNREFUSED" }, StoreCode.databaseUnreachable],
  [{ code: "ENOTFOUND" }, StoreCode.databaseUnreachable],
  [{ code: "53300" }, StoreCode.databaseUnreachable],
])("%j while connecting is %s", (parts, code) => {
  expect(codeOf(fromConnecting(Object.assign(new Error("x"), parts), "h"))).toBe(code);
});

test.each([
  [{ code: "53100" }, StoreCode.diskFull],
  [{ code: "57P01" }, StoreCode.databaseStopped],
  [{ code: "55P03" }, StoreCode.databaseBusy],
  [{ code: "ECONNRESET" }, StoreCode.databaseStopped],
])("%j while working is %s", async (parts, code) => {
  expect(codeOf(await fromWorking(Object.assign(new Error("x"), parts), "h", null))).toBe(code);
});

test("an error of the driver loses what quotes a value, and keeps its code", async () => {
  const error = Object.assign(new Error('invalid input syntax for type date: "张三"'), {
    severity: "ERROR",
    code: "22007",
    detail: "Key (name)=(张三)",
    where: 'COPY person, line 1: "张三"',
  });
  const told = (await fromWorking(error, "h", null)) as Error;
  expect(`${told.message}${told.stack}${JSON.stringify({ ...told })}`).not.toContain("张三");
  expect(told).toMatchObject({ code: "22007" });
});

test("a place never shows the password", () => {
  expect(placeOf("postgres://me:secret@db.example:5433/weinao?sslmode=require")).toBe("db.example:5433/weinao");
  expect(placeOf("nonsense secret")).toBe("DATABASE_URL");
});

test("the home is what WEINAO_HOME says, else the system's place for data", () => {
  expect(defaultHome({ WEINAO_HOME: "/srv/w" })).toBe("/srv/w");
  expect(defaultHome({})).toMatch(runsAsRoot ? /^\/var\/lib\/weinao$/ : /weinao/);
});

test("a file in the place of the home is named as such", async () => {
  const folder = await mkdtemp(join(tmpdir(), "weinao-home-"));
  const file = join(folder, "file");
  await writeFile(file, "");
  expect(codeOf(await prepareHome(file).catch((error: unknown) => error))).toBe(StoreCode.homeNotAFolder);
  expect(codeOf(await prepareHome(join(file, "below")).catch((error: unknown) => error))).toBe(StoreCode.homeNotAFolder);
  await rm(folder, { recursive: true });
});

test("a database that is not there is told by its place, without its password", async () => {
  const refused = await openStore({ home: "/unused", databaseUrl: "postgres://me:secret@127.0.0.1:1/weinao" }).catch(
    (error: unknown) => error,
  );
  expect(codeOf(refused)).toBe(StoreCode.databaseUnreachable);
  expect((refused as Error).message).toContain("127.0.0.1:1/weinao");
  expect((refused as Error).message).not.toContain("secret");
});
