import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { departmentsFolder, sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();

test("the board: what is asked twice, what nobody holds, and a new form dropped in shows at once what is known of it", async () => {
  const visit = await pages.visit({ as: "worker", path: `/c/${sampleCommunity}/once-only` });
  const { page } = visit;
  await page.getByRole("heading", { level: 1, name: "只填一次" }).waitFor();
  const asked = await page.locator(".board-scroll tbody th[scope=row]").count();
  await page.locator(".board-filter").getByRole("button", { name: "重复采集" }).click();
  await page
    .getByRole("row", { name: /姓名/ })
    .getByText(/本台账/)
    .first()
    .waitFor();
  await page.locator(".board-filter").getByRole("button", { name: "无人掌握" }).click();
  expect(await page.locator(".board-scroll tbody th[scope=row]").count()).toBeLessThan(asked);
  await page.locator(".board-filter").getByRole("button", { name: "有表在问" }).click();

  const workbook = await readFile(`${departmentsFolder}disabled-persons-federation/disabled-persons-roster/template.xlsx`);
  await page.locator("input[type=file]").setInputFiles({ name: "残疾人.xlsx", mimeType: "application/octet-stream", buffer: workbook });
  const fields = page.getByRole("dialog");
  await fields.getByRole("row", { name: /残疾人证号/ }).waitFor();
  expect(await fields.getByRole("row", { name: /姓名/ }).first().textContent()).toMatch(/(9\d|100)%/);
  await page.keyboard.press("Escape");
  await page.locator(".board-forms", { hasText: "社区自备" }).waitFor();
  await visit.holds("once-only");
});
