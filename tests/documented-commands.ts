import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFiles } from "./house-rules.ts";

/** A block of commands in a page. */
export interface CommandBlock {
  readonly line: number;
  readonly commands: string;
}

/** The blocks of a page fenced by ```sh, in order, without those marked `no-run`. */
export function commandBlocks(page: string): CommandBlock[] {
  const blocks: CommandBlock[] = [];
  for (const match of page.matchAll(/^```sh([^\n]*)\n([\s\S]*?)^```\s*$/gm)) {
    if (/\bno-run\b/.test(match[1] as string)) continue;
    blocks.push({ line: page.slice(0, match.index).split("\n").length, commands: match[2] as string });
  }
  return blocks;
}

/** What running a page came to. */
export interface PageRun {
  readonly status: number | null;
  /** Line of the page at which the failing block begins; null when all went well. */
  readonly failedAt: number | null;
  readonly output: string;
}

/**
 * Runs a page's blocks as a reader would: one after another, in one shell, in a copy of the project with data of its own.
 * Stops at the first command that fails. Environment that would lead out of the copy is taken away.
 */
export async function runPage(project: string, page: string): Promise<PageRun> {
  const copy = copyProject(project);
  const blocks = commandBlocks(readFileSync(join(project, page), "utf8"));
  const script = blocks.map(({ line, commands }) => `echo ${line} > "$WEINAO_PAGE_LINE"\n${commands}`).join("\n");
  const mark = join(copy.folder, "page-line");
  writeFileSync(mark, "");
  const { DATABASE_URL: _database, WEINAO_KEY: _key, WEINAO_KEY_FILE: _file, ...environment } = process.env;
  try {
    const { status, output } = await bash(script, copy.project, {
      ...environment,
      WEINAO_HOME: join(copy.folder, "home"),
      WEINAO_PAGE_LINE: mark,
      PORT: "0",
      // Compiled programs are kept with the copy, and go with it.
      NODE_COMPILE_CACHE: join(copy.folder, "compiled"),
      LANG: "C.UTF-8",
      // A reader's npm puts the project's Node first; the shell here shall too.
      PATH: `${join(project, "node_modules", ".bin")}:${environment.PATH}`,
    });
    return { status, output, failedAt: status === 0 ? null : Number(readFileSync(mark, "utf8")) };
  } finally {
    rmSync(copy.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function copyProject(project: string): { folder: string; project: string } {
  const folder = mkdtempSync(join(tmpdir(), "weinao-page-"));
  const copy = join(folder, "weinao");
  for (const file of projectFiles(project)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(project, file), join(copy, file));
  }
  symlinkSync(join(project, "node_modules"), join(copy, "node_modules"));
  return { folder, project: copy };
}

function bash(script: string, folder: string, environment: NodeJS.ProcessEnv): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-euo", "pipefail", "-c", script], { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (part: Buffer) => {
      output = (output + part).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output }));
  });
}
