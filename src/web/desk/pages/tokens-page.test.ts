import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();

test("a token is made for what a system does, shown once, works, and ends", async () => {
  const visit = await pages.visit({ as: "administrator", path: `/c/${sampleCommunity}/tokens` });
  const { page } = visit;
  await page.getByText("还没有令牌").waitFor();
  await page.getByLabel("哪个系统").fill("民政系统");
  await page.getByLabel(/推送数据和文件/).check();
  await page.getByRole("button", { name: "生成令牌" }).click();
  const token = (await page.locator(".tokens-made").textContent()) ?? "";
  expect(token).toMatch(/^weinao_/);
  const forms = () =>
    fetch(`${pages.address}/api/v1/communities/${sampleCommunity}/forms`, { headers: { authorization: `Bearer ${token}` } });
  expect((await forms()).status).toBe(200);
  await page.getByRole("button", { name: "好了" }).click();
  await page.reload();
  await page.getByRole("heading", { name: /民政系统.*有效/ }).waitFor();
  expect(await page.locator("body").textContent()).not.toContain(token);
  await visit.page.getByRole("button", { name: "停用" }).click();
  await page.getByRole("button", { name: "确定停用？" }).click();
  await page.getByRole("heading", { name: /民政系统.*已停用/ }).waitFor();
  expect((await forms()).status).toBe(401);
  await visit.holds("tokens");
});
