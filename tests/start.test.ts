import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stopTestServer } from "../src/store/testing.ts";

const program = fileURLToPath(new URL("../bin/weinao.mjs", import.meta.url));
const started: ChildProcess[] = [];
let home: string;
let otherHome: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "weinao-start-"));
  otherHome = await mkdtemp(join(tmpdir(), "weinao-start-"));
});
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
  for (const folder of [home, otherHome]) await stopTestServer(folder);
});

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves when the output says `words`, or the program has ended. */
  says(words: string): Promise<string>;
}

function start(folder: string, port: string, language = "en"): Running {
  const { DATABASE_URL: _url, ...environment } = process.env;
  const child = spawn(process.execPath, [program, "start", "--no-samples", "--lang", language], {
    env: { ...environment, WEINAO_HOME: folder, PORT: port },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (part: Buffer) => {
      output += part;
    });
  }
  return {
    child,
    output: () => output,
    says: async (words) => {
      while (!output.includes(words) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
      return output;
    },
  };
}

async function ended({ child }: Running): Promise<number | null> {
  if (child.exitCode === null) await once(child, "exit");
  return child.exitCode;
}

test("weinao start serves, refuses a second on the same data or port, and stops cleanly", async () => {
  const first = start(home, "0");
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(await first.says("Ctrl-C"))?.[0];
  expect(first.output()).toContain("Weinao is running");
  expect(await (await fetch(`${address}/health`)).json()).toMatchObject({ status: "ready", communities: 0 });
  expect(await (await fetch(`${address}/`)).text()).toContain("微脑");

  const second = start(home, "0");
  expect(await ended(second)).toBe(3);
  expect(second.output()).toContain("[already-serving]");

  const third = start(otherHome, String(new URL(address as string).port), "zh");
  expect(await ended(third)).toBe(3);
  expect(third.output()).toMatch(/已被占用.*\[port-taken\]/);
  // It is told before anything is made.
  expect(existsSync(join(otherHome, "postgres"))).toBe(false);

  first.child.kill("SIGTERM");
  expect(await ended(first)).toBe(0);
  expect(first.output()).toContain("the data are safe");
  for (const folder of [home, otherHome]) expect(existsSync(join(folder, "postgres", "postmaster.pid"))).toBe(false);
}, 120_000);

test("a port that is none is told before anything is made", async () => {
  const wrong = start(otherHome, "seventy");
  expect(await ended(wrong)).toBe(3);
  expect(wrong.output()).toContain("[port-invalid]");
}, 60_000);
