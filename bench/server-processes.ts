/** What the processes of an embedded server have used, asked of Linux's /proc; nothing where there is none. */
import { readdirSync, readFileSync } from "node:fs";

const TICKS_A_SECOND = 100;

/** Process ids of the server whose data folder this is: the one in postmaster.pid and its children. */
export function serverProcesses(dataFolder: string): number[] {
  try {
    const postmaster = Number(readFileSync(`${dataFolder}/postmaster.pid`, "utf8").split("\n")[0]);
    const others = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return [postmaster, ...others.map(Number).filter((pid) => statOf(pid)?.parent === postmaster)];
  } catch {
    return [];
  }
}

/** Processor seconds that all of them have used so far; those that are gone are not counted. */
export function serverSeconds(dataFolder: string): number {
  return serverProcesses(dataFolder).reduce((sum, pid) => sum + (statOf(pid)?.seconds ?? 0), 0);
}

function statOf(pid: number): { parent: number; seconds: number } | null {
  try {
    // The second field is the name in brackets, and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND };
  } catch {
    return null;
  }
}
