import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const main = join(import.meta.dirname, "main.ts");

/** Files that are loaded before a command opens anything: what static imports reach. Names of rooms are kept as they are written. */
function loadedAtStart(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!existsSync(file)) return seen;
  const text = readFileSync(file, "utf8");
  for (const [, clause = "", name = ""] of text.matchAll(/^import\s+([^;]*?)\s*from\s+"([^"]+)";/gms)) {
    const typesOnly = clause.startsWith("type ") || /^\{(\s*type [^,}]+,?)+\s*\}$/.test(clause);
    if (typesOnly) continue;
    if (name.startsWith("./")) loadedAtStart(resolve(file, "..", name), seen);
    else seen.add(name);
  }
  return seen;
}

test("help loads no room but contracts: no database, no workbook reader", () => {
  const names = [...loadedAtStart(main)].filter((name) => !name.startsWith("/"));
  expect(names.filter((name) => name.startsWith("#")).toSorted()).toEqual([
    "#access/contract",
    "#registry/contract",
    "#vocabulary/contract",
  ]);
  expect(names.filter((name) => !name.startsWith("#") && !name.startsWith("node:")).toSorted()).toEqual(["commander", "i18next"]);
});

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real program; with `closeAfter` the reader goes away after so many bytes. */
function spawnProgram(
  words: readonly string[],
  environment: Record<string, string> = {},
  closeAfter = Number.POSITIVE_INFINITY,
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [main, ...words], {
      env: { PATH: process.env.PATH ?? "", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (out.length > closeAfter) child.stdout.destroy();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.once("close", (status) => done({ status, out, err }));
  });
}

test("the real program answers help in both languages, without touching the data folder", async () => {
  const home = { WEINAO_HOME: "/proc/nowhere" };
  const english = await spawnProgram(["--help"], home);
  expect([english.status, english.err]).toEqual([0, ""]);
  expect(english.out).toContain("Usage: weinao");
  const chinese = await spawnProgram(["import", "--help"], { ...home, LANG: "zh_CN.UTF-8" });
  expect(chinese.out).toContain("用法： weinao import");
});

test("a pipe gets no colours, FORCE_COLOR brings them, NO_COLOR wins", async () => {
  const colour = "\u001b[";
  expect((await spawnProgram(["--help"])).out).not.toContain(colour);
  expect((await spawnProgram(["--help"], { FORCE_COLOR: "1" })).out).toContain(colour);
  expect((await spawnProgram(["--help"], { FORCE_COLOR: "1", NO_COLOR: "1" })).out).not.toContain(colour);
});

test("a reader that goes away ends the program quietly", async () => {
  const ended = await spawnProgram(["--help"], {}, 0);
  expect(ended.err).toBe("");
  expect(ended.status).toBe(0);
});

test("a data folder that cannot be made is told in words with exit code 6", async () => {
  const ended = await spawnProgram(["check"], { WEINAO_HOME: join(main, "inside-a-file") });
  expect([ended.status, ended.out]).toEqual([6, ""]);
  expect(ended.err).toMatch(/\[home-[a-z-]+\]/);
  expect(ended.err).not.toMatch(/^\s+at /m);
});
