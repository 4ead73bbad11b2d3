import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stopTestServer } from "../src/store/testing.ts";
import { sampleFiles } from "./sample-community.ts";

const project = fileURLToPath(new URL("../", import.meta.url));
const node = join(project, "node_modules", ".bin", "node");
const community = "330782099001";
const password = "two words of mine";
let home: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "weinao-interrupted-"));
});
afterAll(async () => {
  if (running?.exitCode === null) running.kill("SIGKILL");
  await stopTestServer(home);
});

/** Starts the program as a user does; gives its address and all that it said. */
async function start(): Promise<{ address: string; output: string }> {
  const { DATABASE_URL: _url, WEINAO_KEY: _key, WEINAO_KEY_FILE: _file, ...environment } = process.env;
  running = spawn(node, ["src/cli/main.ts", "start", "--no-samples", "--lang", "en"], {
    cwd: project,
    env: { ...environment, WEINAO_HOME: home, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [running.stdout, running.stderr]) stream?.on("data", (part: Buffer) => (output += part));
  while (!output.includes("Ctrl-C") && running.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  return { address: /running: (http:\/\/\S+)/.exec(output)?.[1] ?? "", output };
}

async function signIn(address: string, path: string, body: object) {
  const answer = await fetch(`${address}/api/v1/session${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  const { proof } = (await answer.json()) as { proof: string };
  return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "", "weinao-proof": proof };
}

test("an import whose program is killed shows as interrupted after the next start, nothing of it is in, and it can be started again", async () => {
  const first = await start();
  const code = /sign-in\/code#(\S+)/.exec(first.output)?.[1];
  const headers = await signIn(first.address, "/code", { code, password });
  const base = `${first.address}/api/v1/communities/${community}/imports`;
  await fetch(`${first.address}/api/v1/community-names/${community}`, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/json", "if-match": '"0"' },
    body: JSON.stringify({ name: "青枫社区" }),
  });
  const form = new FormData();
  for (const file of await sampleFiles()) form.append("files", new Blob([readFileSync(file)]), file.split("/").at(-1));
  const { id } = (await (await fetch(base, { method: "POST", headers, body: form })).json()) as { id: string };
  expect((await fetch(`${base}/${id}/start`, { method: "POST", headers })).status).toBe(202);
  const read = async (at: string, who: Record<string, string>) =>
    (await (await fetch(`${at}/api/v1/communities/${community}/imports/${id}`, { headers: who })).json()) as {
      state: string;
      progress?: { rows: number };
      summary?: { rows: number };
    };
  while (((await read(first.address, headers)).progress?.rows ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  running?.kill("SIGKILL");
  if (running) await once(running, "exit");

  const second = await start();
  const again = await signIn(second.address, "", { name: "admin", password });
  expect(await read(second.address, again)).toMatchObject({ state: "interrupted" });
  expect(await (await fetch(`${second.address}/health`)).json()).toMatchObject({ status: "ready" });
  const overview = await fetch(`${second.address}/api/v1/communities/${community}/overview`, { headers: again });
  expect(await overview.json()).toMatchObject({ elements: { person: 0 }, deliveries: [] });

  const restarted = `${second.address}/api/v1/communities/${community}/imports/${id}/start`;
  expect((await fetch(restarted, { method: "POST", headers: again })).status).toBe(202);
  let job = await read(second.address, again);
  while (["waiting", "running"].includes(job.state)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    job = await read(second.address, again);
  }
  expect(job).toMatchObject({ state: "done", summary: { rows: 1653 } });
  running?.kill("SIGTERM");
  if (running) await once(running, "exit");
  expect(existsSync(join(home, "postgres", "postmaster.pid"))).toBe(false);
}, 240_000);
