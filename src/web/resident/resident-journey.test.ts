import { expect, test } from "vitest";
import { openPages } from "../../../tests/browser.ts";
import { sampleCommunity, waitingCorrections } from "../../../tests/sample-community.ts";

const pages = openPages();

test("a worker prints a code; the resident comes in by telephone, sees the worker's look, says what is wrong, sets a password and comes back", async () => {
  const desk = await pages.visit({ as: "worker", path: `/c/${sampleCommunity}`, purpose: "visit" });
  // Somebody who has no account yet.
  await desk.page.getByRole("combobox").first().fill("王");
  await desk.page.getByRole("option", { name: /^王/ }).first().click();
  await desk.page.getByRole("button", { name: "打印登录代码" }).waitFor();
  const person = (await desk.page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await desk.page.getByRole("button", { name: "打印登录代码" }).click();
  await desk.page.getByRole("button", { name: "生成代码" }).click();
  const code = (await desk.page.locator(".invitation-code").textContent()) ?? "";

  const phone = await pages.visit({ path: "/my", width: 360 });
  const { page } = phone;
  await page.getByLabel("一次性代码").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "继续" }).click();
  await page.getByRole("heading", { level: 1, name: `${person}，您好` }).waitFor();

  await page.getByRole("link", { name: /谁看过我的信息/ }).click();
  await page.getByRole("listitem").filter({ hasText: "社区工作者 worker 查看" }).filter({ hasText: "用途：入户走访" }).first().waitFor();
  await page.getByRole("link", { name: "返回首页" }).click();
  await page.getByRole("link", { name: /我要更正/ }).click();
  await page.getByRole("link", { name: "提出更正" }).click();
  await page.getByLabel("哪里不对，或者少了什么？").fill("我女儿也住在这里");
  await page.getByRole("button", { name: "提交给社区" }).click();
  await page.getByText("等待核实").waitFor();
  expect(await waitingCorrections(pages.registry)).toMatchObject([{ name: person, attribute: "other", note: "我女儿也住在这里" }]);

  await page.getByRole("link", { name: "返回首页" }).click();
  await page.getByRole("link", { name: /我的账户/ }).click();
  const name = (await page.locator(".my-account-name").textContent()) ?? "";
  await page.getByLabel("新密码").fill("西窗剪烛，夜雨巴山。");
  await page.getByRole("button", { name: "设置密码" }).click();
  await page.getByText("密码已设好。").waitFor();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("button", { name: "用用户名和密码登录" }).click();
  await page.getByLabel("用户名").fill(name);
  await page.getByLabel("密码", { exact: true }).fill("西窗剪烛，夜雨巴山。");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("link", { name: /我要更正 1 条等待答复/ }).waitFor();
  await phone.holds("my-journey");
  await desk.context.close();
});
