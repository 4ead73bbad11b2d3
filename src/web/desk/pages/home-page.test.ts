import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();

test("home", async () => {
  const visit = await pages.visit({ as: "worker", path: `/c/${sampleCommunity}` });
  await visit.page.getByRole("heading", { level: 2 }).first().waitFor();
  expect(await visit.page.getByRole("row").count()).toBe(9);
  await visit.holds("home");
});

test("a community without anything says so, and what to do", async () => {
  const { page, holds } = await pages.visit({ as: "administrator", path: "/c/330782099999" });
  await page.getByText("还没有导入文件").waitFor();
  await page.getByText("没有等待处理的事").waitFor();
  await holds("home-empty");
});
