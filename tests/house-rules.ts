import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

/** Which rooms a room may import, through their doors. The table of DESIGN, as far as rooms exist or are planned. */
const below = [
  "vocabulary",
  "linkage",
  "exchange",
  "store",
  "access",
  "registry",
  "ledger",
  "things",
  "casework",
  "participation",
] as const;
const mayImport: Readonly<Record<string, readonly string[]>> = {
  vocabulary: [],
  linkage: ["vocabulary"],
  exchange: ["vocabulary"],
  store: [],
  access: ["vocabulary", "store"],
  registry: ["vocabulary", "linkage", "exchange", "store", "access"],
  ledger: ["vocabulary", "store", "access"],
  things: ["vocabulary", "exchange", "store", "access"],
  casework: ["vocabulary", "exchange", "store", "access", "registry"],
  participation: ["vocabulary", "exchange", "store", "access", "registry"],
  scenes: below,
  server: [...below, "scenes"],
  // `weinao start` puts the server up; that is the one thing the terminal asks of it.
  cli: [...below, "scenes", "server"],
  web: [...below, "scenes", "server"],
};
/** Rooms whose code runs in a browser too: no Node there. */
const browserSafe = new Set(["vocabulary", "web"]);
const forbiddenFolders = new Set(["utils", "util", "common", "shared", "types", "helpers", "lib", "misc"]);
const linesMax = 400;
/** Tables of data in TypeScript, one line an entry: their length is no sign of a file that does too much. */
const dataTables = /^src\/(cli\/messages|web\/texts|vocabulary\/attributes|vocabulary\/code-lists)\//;

/** A breach of the house's rules: which rule, where. */
export interface Breach {
  readonly rule: string;
  readonly file: string;
}

/** Every file below `folder` that belongs to the project, as paths relative to it. */
export function projectFiles(folder: string): string[] {
  const skipped = new Set(["node_modules", ".git", "fixtures", "dist", "coverage"]);
  const found: string[] = [];
  const walk = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory() && !skipped.has(entry.name)) walk(join(path, entry.name));
      else if (entry.isFile()) found.push(relative(folder, join(path, entry.name)));
    }
  };
  walk(folder);
  return found;
}

/** Checks the house below `project` (its `src` and whatever code lies beside it). */
export function findBreaches(project: string): Breach[] {
  const files = projectFiles(project).filter((file) => /\.(ts|tsx|mjs)$/.test(file));
  return [...files.flatMap((file) => breachesOf(project, file)), ...roomBreaches(project)];
}

function roomBreaches(project: string): Breach[] {
  const rooms = readdirSync(join(project, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return rooms.flatMap(({ name }) => {
    const file = join("src", name);
    const breaches: Breach[] = [];
    if (!mayImport[name]) breaches.push({ rule: "room-unknown", file });
    // Nobody imports the terminal or the pages.
    const wanted = name === "cli" || name === "web" ? ["README.md"] : ["README.md", "index.ts", "contract.ts"];
    for (const part of wanted)
      if (!existsSync(join(project, file, part))) breaches.push({ rule: "room-part-missing", file: join(file, part) });
    return breaches;
  });
}

function breachesOf(project: string, file: string): Breach[] {
  const text = readFileSync(join(project, file), "utf8");
  const rules: string[] = [];
  if (text.split("\n").length - 1 > linesMax && !dataTables.test(file)) rules.push("file-too-long");
  if (
    dirname(file)
      .split("/")
      .some((folder) => forbiddenFolders.has(folder))
  )
    rules.push("folder-forbidden");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(basename(file))) rules.push("name-not-kebab");
  if (/^\s*export\s*\*/m.test(text)) rules.push("export-star");
  if (/\b(TO-?DO|FIX-?ME)\b/.test(text)) rules.push("unfinished-note");
  const room = /^src\/([^/]+)\//.exec(file)?.[1];
  if (room) rules.push(...importsOf(text).flatMap((target) => importBreach(project, file, room, target)));
  return rules.map((rule) => ({ rule, file }));
}

/** What a module imports, by the words in its `from "…"`, `import "…"` and `import("…")`. Comments and the text of strings may look alike, which the rules then forbid too. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/^(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm)].map(
    (match) => (match[1] ?? match[2] ?? match[3]) as string,
  );
}

function importBreach(project: string, file: string, room: string, target: string): string[] {
  const isTest = file.endsWith(".test.ts");
  if (target.startsWith(".")) {
    const path = relative(project, resolve(project, dirname(file), target));
    if (path.startsWith(`src/${room}/`)) return [];
    // Tests stand on the real database and the sample community.
    return isTest && /^(tests|samples|src\/store\/testing\.ts)/.test(path) ? [] : ["import-leaves-room"];
  }
  if (target.startsWith("#")) {
    const [other = "", door] = target.slice(1).split("/");
    if (door !== undefined && door !== "contract") return ["import-past-door"];
    if (other === room) return ["import-own-door"];
    if (!mayImport[room]?.includes(other)) return ["import-forbidden"];
    return room === "web" && door !== "contract" ? ["import-past-door"] : [];
  }
  if (target.startsWith("node:"))
    return (browserSafe.has(room) || basename(file) === "contract.ts") && !isTest ? ["import-not-browser-safe"] : [];
  if ((target === "pg" || target.startsWith("pg-")) && room !== "store" && !isTest) return ["driver-outside-store"];
  return [];
}
