import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();
const home = `/c/${sampleCommunity}`;
const api = `/api/v1/communities/${sampleCommunity}`;

test("an administrator reads who looked at whom and why, page by page, filters it, and checks that nothing was changed", async () => {
  const worker = await pages.visit({ as: "worker", path: home, purpose: "visit" });
  await worker.page.getByRole("combobox").fill("夏菊花");
  await worker.page.getByRole("option").first().waitFor();
  await worker.page.keyboard.press("Enter");
  await worker.page.getByRole("heading", { level: 1, name: "夏菊花" }).waitFor();
  const element = worker.page.url().split("/").at(-1);
  for (let at = 0; at < 55; at++) await worker.context.request.get(`${api}/elements/${element}`);
  // From the person to who has looked at them, and at nobody else.
  await worker.page.getByRole("link", { name: "谁看过" }).click();
  await worker.page.getByText("只看与一个对象有关的记录").waitFor();
  await worker.page.getByRole("row").nth(1).waitFor();
  await worker.page.getByLabel("做了什么").selectOption("import");
  await worker.page.getByText("没有这样的记录").waitFor();
  await worker.page.getByRole("link", { name: "显示全部" }).click();
  await worker.page.getByRole("row", { name: /导入/ }).first().waitFor();
  await worker.context.close();

  const visit = await pages.visit({ as: "administrator", path: `${home}/access-record` });
  const { page } = visit;
  await page.getByRole("row").nth(1).waitFor();
  expect(await page.getByRole("row").count()).toBe(51);
  await page.getByRole("button", { name: "更早的记录" }).click();
  await expect.poll(() => page.getByRole("row").count(), { timeout: 10_000 }).toBeGreaterThan(51);
  await page.getByLabel("做了什么").selectOption("show");
  await page.getByLabel("谁", { exact: true }).fill("worker");
  // The reading that was for a visit came before the fifty-five: it stands on the second page.
  await page.getByRole("button", { name: "更早的记录" }).click();
  const row = page.getByRole("row", { name: /worker.*查看页面.*入户走访/ }).last();
  await row.waitFor();
  await row.getByRole("button", { name: "是谁？" }).click();
  await row.getByRole("link", { name: /夏菊花/ }).waitFor();
  await page.getByLabel("谁", { exact: true }).fill("nobody");
  await page.getByText("没有这样的记录").waitFor();
  await page.getByRole("button", { name: "显示全部" }).click();
  await page.getByRole("button", { name: "检验记录未被改动" }).click();
  await page.getByText(/没有一条被改动/).waitFor();
  await visit.context.close();
});

test("an auditor sees how many were looked at, and nobody's name", async () => {
  const visit = await pages.visit({ as: "auditor", path: `${home}/access-record` });
  const { page } = visit;
  await page.getByLabel("做了什么").selectOption("import");
  await page.getByRole("row", { name: /导入/ }).first().waitFor();
  expect(await page.getByRole("button", { name: "是谁？" }).count()).toBe(0);
  await visit.holds("access-record");
});
