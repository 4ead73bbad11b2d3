import { expect, test } from "vitest";
import { openPages } from "../../tests/browser.ts";
import { sampleCommunity } from "../../tests/sample-community.ts";

const pages = openPages();
const kilobyte = 1024;

/** What an open page has loaded: its compressed JavaScript in bytes, and the paths that it asked for. */
async function weigh(path: string, as: string, heading: RegExp): Promise<{ readonly bytes: number; readonly asked: readonly string[] }> {
  const { page, context } = await pages.visit({ as, path });
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  await page.waitForLoadState("networkidle");
  const loaded = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).map(({ name, encodedBodySize }) => ({
      name,
      encodedBodySize,
    })),
  );
  await context.close();
  const bytes = loaded.filter(({ name }) => name.endsWith(".js")).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return { bytes, asked: loaded.map(({ name }) => new URL(name).pathname) };
}

test("the desk's first page loads at most 400 KB of compressed JavaScript", async () => {
  const { bytes } = await weigh(`/c/${sampleCommunity}`, "worker", /您好/);
  expect(bytes).toBeGreaterThan(50 * kilobyte);
  expect(bytes).toBeLessThan(400 * kilobyte);
});

test("the resident's first page loads at most 40 KB of compressed JavaScript, and need not ask who is signed in", async () => {
  const { bytes, asked } = await weigh("/my", "resident", /夏菊花/);
  expect(bytes).toBeGreaterThan(15 * kilobyte);
  expect(bytes).toBeLessThan(40 * kilobyte);
  expect(asked).toContain("/api/v1/self");
  expect(asked).not.toContain("/api/v1/session");
});

test("assets are sent compressed and kept for good, pages are asked for anew", async () => {
  const html = await fetch(`${pages.address}/my`);
  expect(html.headers.get("cache-control")).toBe("no-store");
  expect((await fetch(`${pages.address}/sign-in`)).headers.get("cache-control")).toBe("no-cache");
  expect(html.headers.get("content-security-policy")).toMatch(/script-src 'self'; style-src 'self' 'nonce-[\w+/=]{24}'/);
  const text = await html.text();
  expect(text).toContain('<script type="application/json" id="session">{"signedIn":false,');
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? "";
  const asset = await fetch(`${pages.address}${script}`, { headers: { "accept-encoding": "br" } });
  expect(asset.headers.get("content-encoding")).toBe("br");
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  for (const path of ["/assets/none.js", "/nothing.png", "/assets/%2e%2e/%2e%2e/package.json"])
    expect((await fetch(`${pages.address}${path}`)).status).toBe(404);
});
