/** Splink in a virtual environment of its own in the system's temporary folder, made on first use. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The version that the settings are written for. */
export const SPLINK_VERSION = "5.0.0";

/** The Python that has Splink, or why there is none. */
export function findSplink(): { readonly python: string } | { readonly why: string } {
  const folder = join(tmpdir(), `weinao-bench-splink-${SPLINK_VERSION}`);
  const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const has = (): boolean => existsSync(python) && spawnSync(python, ["-c", "import splink"]).status === 0;
  if (has()) return { python };
  rmSync(folder, { recursive: true, force: true });
  if (spawnSync("python3", ["-m", "venv", folder]).status !== 0) return { why: "there is no Python 3 with venv" };
  const installed = spawnSync(python, ["-m", "pip", "install", "--quiet", `splink==${SPLINK_VERSION}`]);
  return installed.status === 0 && has() ? { python } : { why: "Splink could not be installed from PyPI" };
}
