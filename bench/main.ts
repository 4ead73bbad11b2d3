/** The benches' one command: `npm run bench -- import --rows 200000`, `npm run bench -- fill --rows 5000`. */
import { spawnSync } from "node:child_process";
import { totalmem } from "node:os";
import { parseArgs } from "node:util";
import { benchAdd } from "./add.ts";
import { benchFill } from "./fill.ts";
import { benchFind } from "./find.ts";
import { benchFirstPage } from "./first-page.ts";
import { benchImport } from "./import.ts";
import { benchLink } from "./link.ts";
import { benchPages } from "./pages.ts";
import { benchPeers } from "./peers/peers.ts";
import { benchQuality } from "./quality.ts";
import { benchResolve } from "./resolve.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "string" },
    files: { type: "string" },
    persons: { type: "string" },
    people: { type: "string" },
    seeds: { type: "string" },
    registry: { type: "string" },
    workbook: { type: "boolean", default: false },
  },
});

/** Benches that first import far more than one community has: Node's usual limit of some gigabytes would end them. */
const LARGE = new Set(["add", "resolve", "pages", "find"]);
/** Of these, those that ask as the server is asked: with the young generation that it is started with. */
const ASKING = new Set(["resolve", "pages", "find"]);
/** Of the machine's memory, what they may use. */
const SHARE = 0.7;

const limit = "--max-old-space-size";
if (LARGE.has(positionals[0] ?? "") && !process.execArgv.some((argument) => argument.startsWith(limit))) {
  const megabytes = Math.floor((SHARE * totalmem()) / 1024 / 1024);
  const young = ASKING.has(positionals[0] ?? "") ? ["--max-semi-space-size=4"] : [];
  const { status } = spawnSync(process.execPath, [`${limit}=${megabytes}`, ...young, ...process.argv.slice(1)], { stdio: "inherit" });
  process.exit(status ?? 1);
}

switch (positionals[0]) {
  case "import":
    await benchImport({ rows: Number(values.rows ?? 200_000), workbook: values.workbook, files: values.files });
    break;
  case "fill":
    await benchFill({ rows: Number(values.rows ?? 5_000) });
    break;
  case "add":
    await benchAdd({ persons: Number(values.persons ?? 200_000), rows: Number(values.rows ?? 1_000), registry: values.registry });
    break;
  case "resolve":
    await benchResolve({ persons: Number(values.persons ?? 200_000), registry: values.registry });
    break;
  case "find":
    await benchFind({ persons: Number(values.persons ?? 20_000), registry: values.registry });
    break;
  case "pages":
    await benchPages({ persons: Number(values.persons ?? 20_000), registry: values.registry });
    break;
  case "link":
    benchLink({ sizes: (values.rows ?? "100000,200000,500000,1000000,2000000,4000000").split(",").map(Number) });
    break;
  case "first-page":
    await benchFirstPage();
    break;
  case "peers":
    benchPeers({ rows: Number(values.rows ?? 100_000), files: values.files });
    break;
  case "quality":
    await benchQuality({ seeds: (values.seeds ?? "1,2,3,4").split(",").map(Number), people: Number(values.people ?? 600) });
    break;
  default:
    console.error(
      "usage: npm run bench -- import [--rows N] [--workbook] [--files DIR] | fill [--rows N] | add|resolve|find|pages [--persons N] [--registry DIR] (add: [--rows N]) | first-page | link [--rows N,N,…] | peers [--rows N] [--files DIR] | quality [--seeds N,N,…] [--people N]",
    );
    process.exitCode = 2;
}
