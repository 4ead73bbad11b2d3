/// <reference lib="dom" />
/** Pages in a real browser: one server, one database and one browser a test file. How to use it: src/web/README.md. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import type { RegistryDeps } from "#registry";
import { buildServer } from "../src/server/build-server.ts";
import { serverDeps } from "../src/server/serve.ts";
import { launchChromium } from "./chromium.ts";
import { sampleEnvironment, samplePassword, sampleStore } from "./sample-community.ts";

/** How a page is read. */
export interface Reading {
  readonly language: "zh" | "en" | "ar";
  /** Text size of elder mode; 0 is the usual size. */
  readonly elder: 0 | 18 | 22 | 26 | 30;
  readonly width: number;
}

/** What one page alone can show is tried in both languages, at both ends of the widths, and in elder mode; every page as it opens is, by every-page.test.ts. */
export const readings: readonly Reading[] = [
  { language: "zh", elder: 0, width: 1920 },
  { language: "zh", elder: 0, width: 360 },
  { language: "en", elder: 0, width: 1280 },
  { language: "en", elder: 0, width: 360 },
  { language: "zh", elder: 22, width: 360 },
  { language: "en", elder: 30, width: 1920 },
];

export interface VisitOptions extends Partial<Reading> {
  /** An account of the sample store; nobody when absent. */
  readonly as?: string;
  readonly path: string;
  /** What people's data are looked at for. */
  readonly purpose?: string;
}

/** One open page, watched: what it asks for, and what it complains of. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** As `holds`, read in some ways one after another; the page stays open. */
  holdsIn(name: string, ways: readonly Reading[]): Promise<void>;
  /** As `holds`, read in every way of `readings` one after another. */
  holdsInEveryReading(name: string): Promise<void>;
  /** As `holds`, read in the given ways one after another: for pages whose parts another page has shown in every reading. */
  holdsInReadings(name: string, chosen: readonly Reading[]): Promise<void>;
  /**
   * The page keeps the rules that every page keeps: axe finds nothing, nothing is wider than the screen, nothing was complained of, no request
   * left the machine. With WEINAO_SCREENSHOTS set to a folder, keeps a picture there under `name`.
   */
  holds(name: string): Promise<void>;
}

export interface PageTests {
  readonly address: string;
  readonly registry: RegistryDeps;
  visit(options: VisitOptions): Promise<Visit>;
}

const height = 900;
const axe = readFileSync(fileURLToPath(new URL("../node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");
/** Sets up the pages of a test file; call it once, outside of tests. What it gives is there once the tests run. */
export function openPages(): PageTests {
  let app: FastifyInstance;
  let browser: Browser;
  let store: Awaited<ReturnType<typeof sampleStore>>;
  let home: string;
  let address = "";
  beforeAll(async () => {
    execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/build-web.mjs", import.meta.url))], { stdio: "inherit" });
    home = await mkdtemp(join(tmpdir(), "weinao-pages-"));
    [store, browser] = await Promise.all([sampleStore(), launchChromium()]);
    const status = async () => ({ version: "0", importing: null, communities: [] });
    app = await buildServer(serverDeps({ registry: store.registry, home, status, environment: sampleEnvironment }, "127.0.0.1"));
    await app.listen({ host: "127.0.0.1", port: 0 });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await store?.close();
    if (home) await rm(home, { recursive: true, force: true });
  });
  return {
    get address() {
      return address;
    },
    get registry() {
      return store.registry;
    },
    visit: (options) => visit(browser, address, options),
  };
}

async function visit(browser: Browser, address: string, options: VisitOptions): Promise<Visit> {
  const { language = "zh", elder = 0, width = 1280 } = options;
  const context = await browser.newContext({ viewport: { width, height }, locale: "zh-CN", timezoneId: "Asia/Shanghai", baseURL: address });
  const complaints: string[] = [];
  const strangers: string[] = [];
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|blob):/.test(url)) strangers.push(url);
  });
  context.on("console", (message) => {
    // A refusal that a test provokes shows as a failed request; the page's own words are what is checked then.
    if (message.type() === "error" && !/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  await context.addInitScript(
    ([reading, purpose]) => {
      if (location.protocol === "about:") return;
      if (localStorage.getItem("weinao.reading") === null) localStorage.setItem("weinao.reading", reading as string);
      if (purpose && sessionStorage.getItem("weinao.purpose") === null) sessionStorage.setItem("weinao.purpose", purpose);
    },
    [JSON.stringify({ language, elder }), options.purpose ?? ""],
  );
  if (options.as !== undefined) {
    const signed = await context.request.post("/api/v1/session", { data: { name: options.as, password: samplePassword } });
    expect(signed.status()).toBe(200);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(options.path);
  const check = async (name: string, reading: Reading) => {
    const { language: tongue, elder: size, width: pixels } = reading;
    await keepPicture(page, `${name}-${tongue}-${pixels}${size === 0 ? "" : `-elder${size}`}`);
    expect([reading, await findBarriers(page)]).toEqual([reading, []]);
    expect([reading, await findOverflow(page)]).toEqual([reading, []]);
  };
  const quiet = () => {
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  };
  const holdsIn = async (name: string, ways: readonly Reading[]) => {
    for (const reading of ways) {
      await readAs(page, reading);
      await check(name, reading);
    }
    quiet();
  };
  const holdsInReadings = async (name: string, chosen: readonly Reading[]) => {
    await holdsIn(name, chosen);
    await context.close();
  };
  return {
    page,
    context,
    holdsInReadings,
    holds: async (name) => {
      await check(name, { language, elder, width });
      quiet();
      await context.close();
    },
    holdsIn,
    holdsInEveryReading: (name) => holdsInReadings(name, readings),
  };
}

/** Reads an open page in another way, as if the reader had chosen it in another tab. */
async function readAs(page: Page, { language, elder, width }: Reading): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate((reading) => {
    localStorage.setItem("weinao.reading", reading);
    window.dispatchEvent(new StorageEvent("storage", { key: "weinao.reading" }));
  }, JSON.stringify({ language, elder }));
  await page.locator(`html[data-texts=${language}]`).waitFor();
  // Two frames: style sheets follow the root, and what measures itself follows them.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.WEINAO_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  // In a window as high as the page: what sticks to the foot of the window would stand in the middle of a picture of the whole page.
  const window = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  if (window !== null) await page.setViewportSize({ ...window, height: Math.max(window.height, whole) });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  if (window !== null) await page.setViewportSize(window);
}

/** What axe-core finds, one line a place. */
async function findBarriers(page: Page): Promise<string[]> {
  // It stays with the page until another is opened.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: AxeViolation[] }> } };
    interface AxeViolation {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
    }
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} — ${node.failureSummary ?? ""}`));
  });
}

/** What sticks out of the screen, so that the page scrolls sideways. Tables may scroll inside a region of their own. */
function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && getComputedStyle(element).visibility !== "hidden" && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 8).map((element) => `${element.tagName} .${element.className}`)];
  });
}
