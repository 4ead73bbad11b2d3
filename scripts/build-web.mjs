// Builds the web pages into dist/web when they are missing or older than what they are made of, and says nothing otherwise.
// Runs before `npm start` and before browser tests. Every text is written compressed too, so that serving costs nothing.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const project = fileURLToPath(new URL("../", import.meta.url));
const target = join(project, "dist", "web");
const stamp = join(project, "dist", "web.built");
const chinese = /^(zh|cn)/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "");
const compressed = /\.(js|css|svg|html|json|txt)$/;
const bytesMin = 512;

const own = [fileURLToPath(import.meta.url), join(project, "scripts", "vite.config.mjs")];

function filesBelow(folder, wanted) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(wanted)
    .sort();
}

/** A hash of everything that the pages are made of. */
function sources() {
  const hash = createHash("sha256");
  const isSource = (file) => !/\.test\.tsx?$|README/.test(file);
  const contracts = filesBelow(join(project, "src"), (file) => file.endsWith("contract.ts"));
  const files = [...filesBelow(join(project, "src", "web"), isSource), ...contracts, join(project, "package-lock.json"), ...own];
  for (const file of files) hash.update(relative(project, file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

async function compress() {
  for (const file of filesBelow(target, (each) => compressed.test(each))) {
    const bytes = readFileSync(file);
    if (bytes.length < bytesMin) continue;
    const brotli = {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    };
    writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, brotli));
    writeFileSync(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }));
  }
}

/** Two processes that find the pages stale shall not write into each other's. */
async function locked(work) {
  const lock = join(project, "dist", "web.lock");
  mkdirSync(join(project, "dist"), { recursive: true });
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      // A build takes seconds: a lock of ten minutes belongs to nobody any more.
      if (waited > 2_000) rmSync(lock, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

const isBuilt = (wanted) => existsSync(join(target, "desk.html")) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;

const wanted = sources();
if (!isBuilt(wanted)) {
  await locked(async () => {
    if (isBuilt(wanted)) return;
    process.stderr.write(chinese ? "正在生成网页……\n" : "Building the web pages…\n");
    const { build } = await import("vite");
    rmSync(stamp, { force: true });
    for (const mode of ["desk", "resident"])
      await build({ configFile: join(project, "scripts", "vite.config.mjs"), mode, logLevel: "warn" });
    await compress();
    writeFileSync(stamp, wanted);
  });
}
