import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";

const pages = openPages();

test("an administrator makes an account, whose owner comes in by the link; then it is stopped and let in no more", async () => {
  const visit = await pages.visit({ as: "administrator", path: "/accounts" });
  const { page } = visit;
  await page.getByRole("button", { name: "新建账户" }).click();
  const panel = page.getByRole("dialog");
  await panel.getByLabel("用户名").fill("shen-mei");
  await panel.getByLabel("姓名或称呼").fill("沈梅");
  await panel.getByLabel("身份").selectOption("worker");
  await panel.getByRole("checkbox", { name: /青枫社区/ }).check();
  await panel.getByRole("button", { name: "建立账户" }).click();
  const code = (await panel.locator(".invitation-code").textContent()) ?? "";
  await page.keyboard.press("Escape");
  const row = page.getByRole("row", { name: /沈梅/ });
  await row.getByText("未设密码").waitFor();
  expect(await row.textContent()).toContain("青枫社区");

  const own = await pages.visit({ path: `/sign-in/code#${code}` });
  await own.page.getByLabel("新密码").fill("青枫花园里四季都好看");
  await own.page.getByRole("button", { name: "设置密码并登录" }).click();
  await own.page.getByRole("heading", { level: 1, name: "沈梅，您好" }).waitFor();

  await page.reload();
  await row.getByRole("button").click();
  await panel.getByLabel("身份").selectOption("office");
  await panel.getByRole("button", { name: "保存" }).click();
  await row.getByText("街道干部").waitFor();
  await row.getByRole("button").click();
  await panel.getByRole("button", { name: "停用账户" }).click();
  await panel.getByRole("button", { name: "恢复账户" }).waitFor();
  await page.keyboard.press("Escape");
  await row.getByText("已停用").waitFor();
  await own.page.reload();
  await own.page.getByRole("heading", { level: 1, name: /登录/ }).waitFor();
  await own.holds("accounts-stopped");
  await row.getByRole("button").click();
  await panel.getByRole("button", { name: "恢复账户" }).waitFor();
  await visit.holds("account");
});

test("the last administrator stays, a name that is taken is said, and a worker has no such page", async () => {
  const visit = await pages.visit({ as: "administrator", path: "/accounts" });
  const { page } = visit;
  await page
    .getByRole("row", { name: /示例administrator/ })
    .getByRole("button")
    .click();
  const panel = page.getByRole("dialog");
  expect(await panel.getByRole("button", { name: "停用账户" }).count()).toBe(0);
  await panel.getByLabel("身份").selectOption("worker");
  await panel.getByRole("button", { name: "保存" }).click();
  expect(await panel.getByRole("alert").textContent()).toContain("管理员");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "新建账户" }).click();
  await panel.getByLabel("用户名").fill("worker");
  await panel.getByRole("button", { name: "建立账户" }).click();
  await panel.getByRole("alert").waitFor();
  await visit.holds("account-taken");
  const community = await pages.visit({ as: "administrator", path: "/accounts" });
  await community.page.getByLabel("社区代码").fill("330782 099 778");
  await community.page.getByLabel("社区名称").fill("云杉社区");
  await community.page.getByRole("button", { name: "保存社区" }).click();
  await community.page.getByRole("listitem").filter({ hasText: "云杉社区 330782099778" }).waitFor();
  await community.holds("accounts");
  const worker = await pages.visit({ as: "worker", path: "/accounts" });
  await worker.page.getByRole("alert").waitFor();
  expect(await worker.page.getByRole("link", { name: "账户", exact: true }).count()).toBe(0);
  await worker.context.close();
});
