/** A Chromium for tests: the system's, else the one that an npm package carries together with the libraries that a bare machine lacks. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const PACKAGE = fileURLToPath(new URL("../node_modules/@sparticuz/chromium", import.meta.url));
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless browser. */
export function launchChromium(): Promise<Browser> {
  const system = SYSTEM.find((path) => existsSync(path));
  if (system !== undefined) return chromium.launch({ executablePath: system, args: FLAGS });
  const folder = unpackedChromium();
  const libraries = [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: [...FLAGS, "--no-zygote"],
    env: { ...(process.env as Record<string, string>), LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, "fonts") },
  });
}

/** The folder into which the package's browser is unpacked, once a version: whole or not at all, however many test files ask at once. */
function unpackedChromium(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
  const folder = join(tmpdir(), `weinao-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(folder)) return folder;
  const part = mkdtempSync(`${folder}-`);
  mkdirSync(part, { recursive: true });
  const unpack = `
    import Chromium, { inflate } from ${JSON.stringify(join(PACKAGE, "build", "index.js"))};
    await Chromium.executablePath();
    await inflate(${JSON.stringify(join(PACKAGE, "bin", "al2023.tar.br"))});`;
  // The package unpacks into the temporary folder, so it is given one of its own.
  execFileSync(process.execPath, ["--input-type=module", "--eval", unpack], { env: { ...process.env, TMPDIR: part }, stdio: "inherit" });
  try {
    renameSync(part, folder);
  } catch {
    // Another test file was quicker.
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}
