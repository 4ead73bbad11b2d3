import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/**
 * Something that tells two processes with the same number apart (when it started), or `""` when no such process lives.
 * Process numbers are used again, above all after a restart of a container.
 */
export function processIdentity(pid: number): string {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in brackets may hold spaces and brackets; the start time is the 22nd field, the state the 3rd.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  } catch (error) {
    if (process.platform === "linux" && (error as NodeJS.ErrnoException).code === "ENOENT") return "";
    return ask("lstart=", pid).replaceAll(" ", "_");
  }
}

/** Whether process `pid` lives and is a PostgreSQL server. */
export function isPostgres(pid: number): boolean {
  if (!processIdentity(pid)) return false;
  try {
    return /postgres/.test(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return /postgres/.test(ask("command=", pid));
  }
}

function ask(column: string, pid: number): string {
  try {
    return execFileSync("ps", ["-o", column, "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}
