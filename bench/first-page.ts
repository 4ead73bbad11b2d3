/**
 * `npm run bench -- first-page`: the resident's first page on a cheap telephone, through Chromium's own protocol: the network of DevTools' "Slow 4G"
 * and a processor four times slower. Says what was loaded, when it can be used and when its data stand there; nothing is kept in the browser before.
 */
import { execFileSync } from "node:child_process";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { createSampleAccounts } from "#access";
import { exportTable } from "#registry";
import { buildServer } from "../src/server/build-server.ts";
import { serverDeps } from "../src/server/serve.ts";
import { launchChromium } from "../tests/chromium.ts";
import { writeExtracts } from "./data/extracts.ts";
import { importTimed } from "./import.ts";
import { printTable } from "./print-table.ts";
import { BENCH_ACTOR, BENCH_COMMUNITY, openWorkplace, type Workplace } from "./workplace.ts";

const PASSWORD = "a password for the bench";
const ROWS = 3_000;
const ROUNDS = 5;
/** As Chromium's DevTools throttles for "Slow 4G": 1.6 Mbit/s down and 750 kbit/s up, less a tenth, and 150 ms a round trip, thrice and three quarters. */
const SLOW_4G = { offline: false, downloadThroughput: (1_600_000 / 8) * 0.9, uploadThroughput: (750_000 / 8) * 0.9, latency: 150 * 3.75 };
const PROCESSOR_SLOWER = 4;
/** A new window of Chromium loads pages of its own, which are not what is measured. */
const SETTLING_MS = 1_500;

interface Opening {
  readonly page: string;
  readonly kilobytes: number;
  readonly requests: number;
  /** Milliseconds since the address was entered. */
  readonly usable: number;
  readonly complete: number;
}

/** Runs the bench and prints what it found. */
export async function benchFirstPage(): Promise<void> {
  execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/build-web.mjs", import.meta.url))], { stdio: "inherit" });
  const workplace = await openWorkplace();
  const browser = await launchChromium();
  try {
    const made = writeExtracts(ROWS, workplace.files);
    await importTimed(
      workplace,
      made.files.map(({ file }) => `${workplace.files}/${file}`),
    );
    const { app, address } = await open(workplace);
    const rows: string[][] = [["page", "JavaScript, KB", "requests", "usable, ms", "complete, ms"]];
    for (const [page, signedIn, heading] of [
      ["/my/sign-in", false, "登录"],
      ["/my", true, "，您好"],
    ] as const) {
      const openings: Opening[] = [];
      for (let round = 0; round < ROUNDS; round += 1) openings.push(await openSlowly(browser, address, page, signedIn, heading));
      const median = (of: (opening: Opening) => number) => String(Math.round(openings.map(of).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0));
      rows.push([page, median((it) => it.kilobytes), median((it) => it.requests), median((it) => it.usable), median((it) => it.complete)]);
    }
    printTable(rows);
    await app.close();
  } finally {
    await browser.close();
    await workplace.close();
  }
}

async function open({ deps }: Workplace) {
  const table = await exportTable(deps, BENCH_ACTOR, BENCH_COMMUNITY, "persons");
  const id = table.columns.indexOf("person_id");
  let person = "";
  for await (const row of table.rows) {
    person = String(row[Math.max(id, 0)]);
    break;
  }
  const community = Number(BENCH_COMMUNITY);
  const account = { name: "resident", label: "", role: "resident", communities: [community], password: PASSWORD } as const;
  await createSampleAccounts({ store: deps.store, keyring: deps.keyring }, [{ ...account, person: { community, person } }]);
  const status = async () => ({ version: "0", importing: null, communities: [] });
  const app = await buildServer(serverDeps({ registry: deps, home: "/nowhere", status, environment: {} }, "127.0.0.1"));
  await app.listen({ host: "127.0.0.1", port: 0 });
  return { app, address: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` };
}

/** Opens a page with nothing kept, on the slow line. Usable: the first thing to tap or type into stands there and the page answers at once. */
async function openSlowly(browser: Browser, address: string, path: string, signedIn: boolean, heading: string): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "zh-CN", baseURL: address });
  if (signedIn) await context.request.post("/api/v1/session", { data: { name: "resident", password: PASSWORD } });
  await context.addInitScript(watch, heading);
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send("Network.enable");
  await protocol.send("Network.emulateNetworkConditions", SLOW_4G);
  await protocol.send("Emulation.setCPUThrottlingRate", { rate: PROCESSOR_SLOWER });
  await page.waitForTimeout(SETTLING_MS);
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForFunction(() => (globalThis as unknown as Watched).seen.complete > 0, undefined, { timeout: 60_000 });
  const opening = await page.evaluate(() => {
    const { seen } = globalThis as unknown as Watched;
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const bytes = entries.filter(({ name }) => name.endsWith(".js")).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    return { ...seen, kilobytes: bytes / 1024, requests: entries.length + 1 };
  });
  await context.close();
  return { page: path, ...opening };
}

interface Watched {
  readonly seen: { usable: number; complete: number };
}

/** Runs in the page from its first moment: notes when something can be tapped and the processor is free, and when the heading stands there. */
function watch(heading: string): void {
  const seen = { usable: 0, complete: 0 };
  Object.assign(globalThis, { seen });
  let found = false;
  const look = () => {
    const ready = document.querySelector("main a[href], main input, main button") !== null;
    if (ready && !found) {
      found = true;
      // The page answers once whatever it is still doing has let go of the processor.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        seen.usable = performance.now();
      };
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }
    if (seen.usable > 0 && document.querySelector("h1")?.textContent?.includes(heading)) seen.complete = performance.now();
    else setTimeout(look, 5);
  };
  look();
}
