// Installs the dependencies when they are missing or not those of package-lock.json, and says nothing otherwise.
// Runs before every npm script, on whatever Node the machine has (>= 20), so it uses nothing that is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../", import.meta.url));
const chinese = /^(zh|cn)/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "");
const lockMsMax = 20 * 60_000;

function say(zh, en) {
  process.stderr.write(`${chinese ? zh : en}\n`);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(project, path), "utf8"));
  } catch {
    return null;
  }
}

/** Whether npm's own note of what it installed names every package of the lock file in its version. */
function isInstalled() {
  // A linked folder belongs to another checkout: installing through it would empty that one.
  if (lstatSync(join(project, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  const wanted = readJson("package-lock.json");
  const present = readJson("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  for (const [path, { version, integrity, optional, link }] of Object.entries(wanted.packages)) {
    if (path === "" || link) continue;
    const found = present.packages[path];
    // Packages for other systems are optional and absent.
    if (!found && optional) continue;
    if (!found || found.version !== version || (integrity && found.integrity && found.integrity !== integrity)) return false;
  }
  return true;
}

const hasNode = () => existsSync(join(project, "node_modules", "node", "bin", "node"));

/** The npm that runs this script, else the one on the path. */
function npm(parameters) {
  const script = process.env.npm_execpath;
  const [program, first] = script?.endsWith(".js") ? [process.execPath, [script]] : ["npm", []];
  // Everything npm says goes to stderr: stdout belongs to the command that follows.
  return spawnSync(program, [...first, ...parameters], {
    cwd: project,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, npm_config_ignore_scripts: "false" },
  }).status;
}

function install() {
  say(
    "正在安装依赖（首次运行或版本已更新），约需一分钟……",
    "Installing the dependencies (first run, or they changed); this takes about a minute…",
  );
  if (npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]) === 0 && isInstalled()) return;
  say(
    "依赖没有装好 [install-failed]。请检查网络或 npm 源（npm config get registry）、磁盘空间和文件夹权限，然后重试。",
    "The dependencies could not be installed [install-failed]. Check the network or the npm registry (npm config get registry), the disk's space and the folder's permissions, then try again.",
  );
  process.exit(1);
}

/** Node 24 is a package whose install script fetches the program; it may have been told not to run, or have been interrupted. */
function installNode() {
  npm(["rebuild", "node", "--loglevel=error"]);
  if (hasNode()) return;
  say(
    "Node 24 没有装好 [node-missing]。请检查网络后运行：npm rebuild node",
    "Node 24 could not be installed [node-missing]. Check the network and run: npm rebuild node",
  );
  process.exit(1);
}

/** Two commands started at once shall not install into the same folder. */
function locked(work) {
  const lock = join(tmpdir(), `weinao-install-${createHash("sha256").update(project).digest("hex").slice(0, 16)}`);
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") return work();
      if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    }
  }
  process.on("exit", () => rmSync(lock, { recursive: true, force: true }));
  writeFileSync(join(lock, "pid"), String(process.pid));
  work();
}

function isAbandoned(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > lockMsMax) return true;
    process.kill(Number(readFileSync(join(lock, "pid"), "utf8")), 0);
    return false;
  } catch (error) {
    // ENOENT: its maker has not written its number yet, or has just gone.
    return error.code === "ESRCH";
  }
}

if (!isInstalled() || !hasNode()) {
  locked(() => {
    if (!isInstalled()) install();
    if (!hasNode()) installNode();
  });
}
