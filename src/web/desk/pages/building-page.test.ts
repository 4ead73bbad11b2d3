import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();
const buildings = `/c/${sampleCommunity}/buildings`;

test("the estates, and by keyboard from a building to a home", async () => {
  const visit = await pages.visit({ as: "worker", path: buildings });
  const { page } = visit;
  await page.getByRole("region", { name: "青枫苑" }).getByRole("link", { name: /^1幢/ }).click();
  await page.getByRole("heading", { level: 1, name: "青枫苑 1幢" }).waitFor();
  expect(await page.getByRole("columnheader").allTextContents()).toEqual(["楼层", "1单元", "2单元", "3单元", "4单元"]);
  expect(await page.getByRole("rowheader").allTextContents()).toEqual(["6层", "5层", "4层", "3层", "2层", "1层"]);
  // One stop of the Tab key for the whole plan, then arrows: from the top left a floor down and a home along.
  const homes = page.locator(".home-cell");
  expect([await homes.count(), await page.locator(".home-cell[tabindex='0']").count()]).toEqual([48, 1]);
  await homes.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  expect(await page.locator(".home-cell:focus strong").textContent()).toBe("502");
  // By the key of a layer: what it counts is what is lit.
  await page.keyboard.press("3");
  const pressed = page.getByRole("button", { name: "租户和流动人口", pressed: true });
  await pressed.waitFor();
  const counted = Number((await pressed.textContent())?.match(/\d+$/)?.[0]);
  expect(counted).toBeGreaterThan(0);
  expect(await page.locator(".lit-tenants").count()).toBe(counted);
  await page.keyboard.press("]");
  await page.getByRole("heading", { level: 1, name: "青枫苑 2幢" }).waitFor();
  await homes.first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "青枫苑2幢1单元601室" }).waitFor();
  await visit.holds("home-from-plan");
});

test("a building on one sheet of A3", async () => {
  const visit = await pages.visit({ as: "worker", path: `${buildings}/plan?estate=${encodeURIComponent("青枫苑")}&building=1` });
  await visit.page.getByRole("heading", { level: 1, name: "青枫苑 1幢" }).waitFor();
  const sheet = (await visit.page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(sheet.match(/\/Type \/Page\b/g)).toHaveLength(1);
  const [width, height] = (sheet.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/) ?? []).slice(1).map(Number);
  // 420 mm by 297 mm, in points.
  expect([Math.round((width ?? 0) / 10), Math.round((height ?? 0) / 10)]).toEqual([119, 84]);
  await visit.context.close();
});

test("a building that nobody knows, and a community without any, say so", async () => {
  const visit = await pages.visit({ as: "worker", path: `${buildings}/plan?estate=x&building=99` });
  await visit.page.getByRole("alert").waitFor();
  await visit.holds("building-unknown");
  const empty = await pages.visit({ as: "administrator", path: "/c/330782099999/buildings" });
  await empty.page.getByText("还没有楼栋").waitFor();
  await empty.holds("buildings-none");
});
