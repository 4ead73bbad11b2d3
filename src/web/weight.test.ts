import { expect, test } from "vitest";
import { openPages } from "../../tests/browser.ts";
import { sampleCommunity } from "../../tests/sample-community.ts";

const pages = openPages();
const kilobyte = 1024;

/** Compressed JavaScript that an open page has loaded, in bytes. */
async function weigh(path: string, as: string, heading: RegExp): Promise<number> {
  const { page, context } = await pages.visit({ as, path });
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  await page.waitForLoadState("networkidle");
  const bytes = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter((entry) => entry.name.endsWith(".js"))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
  );
  await context.close();
  return bytes;
}

test("the desk's first page loads at most 400 KB of compressed JavaScript", async () => {
  const bytes = await weigh(`/c/${sampleCommunity}`, "worker", /您好/);
  expect(bytes).toBeGreaterThan(50 * kilobyte);
  expect(bytes).toBeLessThan(400 * kilobyte);
});

test("the resident's first page loads at most 200 KB of compressed JavaScript, and nothing of the desk", async () => {
  const bytes = await weigh("/my", "resident", /夏菊花/);
  expect(bytes).toBeGreaterThan(30 * kilobyte);
  expect(bytes).toBeLessThan(200 * kilobyte);
});

test("assets are sent compressed and kept for good, pages are asked for anew", async () => {
  const html = await fetch(`${pages.address}/my`);
  expect(html.headers.get("cache-control")).toBe("no-cache");
  expect(html.headers.get("content-security-policy")).toMatch(/script-src 'self'; style-src 'self' 'nonce-[\w+/=]{24}'/);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await html.text())?.[1] ?? "";
  const asset = await fetch(`${pages.address}${script}`, { headers: { "accept-encoding": "br" } });
  expect(asset.headers.get("content-encoding")).toBe("br");
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  for (const path of ["/assets/none.js", "/nothing.png", "/assets/%2e%2e/%2e%2e/package.json"])
    expect((await fetch(`${pages.address}${path}`)).status).toBe(404);
});
