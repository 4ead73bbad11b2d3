#!/usr/bin/env node
// The command `weinao`: runs the program on the Node 24 that the project brings, whatever Node started this file.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const brought = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
const program = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const ownIsEnough = Number(process.versions.node.split(".")[0]) >= 24;

if (!existsSync(brought) && !ownIsEnough) {
  process.stderr.write(
    "Node 24 is missing [node-missing]: run `npm ci` in the project's folder. / 缺少 Node 24:请在项目文件夹里运行 npm ci\n",
  );
  process.exit(1);
}
// What was compiled is kept, so that the next command starts in half the time. Where nobody may write, Node goes on without.
const compiled = fileURLToPath(new URL("../node_modules/.cache/compiled", import.meta.url));
// The server opens sealed blocks into buffers that only the young generation's collector frees: the sooner it comes, the rarer the long pauses.
const flags = process.argv[2] === "start" ? ["--max-semi-space-size=4"] : [];
const child = spawn(existsSync(brought) ? brought : process.execPath, [...flags, program, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { NODE_COMPILE_CACHE: compiled, ...process.env },
});
// The terminal sends Ctrl-C to both; the child decides what it means. Other signals come to this process alone.
process.on("SIGINT", () => undefined);
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.once("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once("exit", (status, signal) => process.exit(status ?? 128 + (constants.signals[signal] ?? 0)));
