import { expect, test } from "vitest";
import { openPages } from "../../../tests/browser.ts";
import { sampleCommunity, samplePassword } from "../../../tests/sample-community.ts";

const pages = openPages();

test("the resident's sign-in page in Arabic", async () => {
  const visit = await pages.visit({ path: "/my", language: "ar" });
  await visit.page.getByRole("textbox").first().waitFor();
  expect(await visit.page.evaluate(() => document.documentElement.dir)).toBe("rtl");
  // What the server refuses is told in Arabic too, and the code stays to be mended.
  await visit.page.getByRole("textbox").first().fill("ABCD-EFGH-1234");
  await visit.page.getByRole("button", { name: "متابعة" }).click();
  await visit.page.getByRole("alert").filter({ hasText: "رمز المرة الواحدة غير صحيح" }).waitFor();
  expect(await visit.page.getByRole("textbox").first().inputValue()).toBe("ABCD-EFGH-1234");
  await visit.holdsInReadings("my-sign-in", [
    { language: "ar", elder: 0, width: 360 },
    { language: "ar", elder: 26, width: 1280 },
  ]);
});

test("by keyboard alone: a wrong password is told and keeps what was typed; the right one leads to where one wanted to go", async () => {
  const { page, holds } = await pages.visit({ path: "/account" });
  await page.getByLabel("用户名").waitFor();
  await page.keyboard.type("worker");
  await page.keyboard.press("Tab");
  await page.keyboard.type("wrong password");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "用户名或密码不对" }).waitFor();
  expect(await page.getByLabel("用户名").inputValue()).toBe("worker");
  await page.getByLabel("密码", { exact: true }).fill(samplePassword);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "我的账户" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/account");
  await holds("own-account");
});

test("a one-time link asks for a password, refuses a simple one in words, and takes its code out of the address", async () => {
  const { page, holds, context } = await pages.visit({ as: "administrator", path: "/account" });
  const made = await page.evaluate(async () => {
    const { proof } = await (await fetch("/api/v1/session")).json();
    const draft = { name: "new.worker", label: "新社工", role: "worker", communities: ["330782099001"] };
    const headers = { "content-type": "application/json", "weinao-proof": proof };
    return (await fetch("/api/v1/accounts", { method: "POST", headers, body: JSON.stringify(draft) })).json();
  });
  await context.clearCookies();
  await page.goto(`/sign-in/code#${made.code.code}`);
  await page.getByRole("heading", { name: "设置密码" }).waitFor();
  expect(page.url()).not.toContain(made.code.code);
  await page.getByLabel("新密码").fill("1234567890");
  await page.getByRole("button", { name: "设置密码并登录" }).click();
  await page.getByRole("alert").filter({ hasText: "太容易猜" }).waitFor();
  await page.getByLabel("新密码").fill("西窗剪烛，夜雨巴山。");
  await page.getByRole("button", { name: "设置密码并登录" }).click();
  await page.getByRole("heading", { name: "新社工，您好" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/c/${sampleCommunity}`);
  await holds("first-sign-in");
});

test("a session that ends in the middle of typing hides the page, and gives it back with what was typed; somebody else begins anew", async () => {
  const { page, context } = await pages.visit({ as: "worker", path: `/c/${sampleCommunity}`, purpose: "verify" });
  await page.getByRole("combobox").fill("夏菊花");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "登记信息" }).click();
  await page.getByLabel("信息项").selectOption({ label: "职业" });
  await page.getByLabel("值", { exact: true }).fill("裁缝");
  await context.clearCookies();
  await page.getByRole("button", { name: "登记", exact: true }).click();
  const again = page.getByRole("dialog", { name: "登录" });
  await again.getByText("登录已过期").waitFor();
  expect(await page.getByText("夏菊花").first().isVisible()).toBe(false);
  await page.keyboard.press("Escape");
  await again.getByLabel("用户名").fill("worker");
  await again.getByLabel("密码", { exact: true }).fill(samplePassword);
  await page.keyboard.press("Enter");
  await again.waitFor({ state: "detached" });
  expect(await page.getByLabel("值", { exact: true }).inputValue()).toBe("裁缝");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("status").getByText("已登记：职业").waitFor();

  await context.clearCookies();
  await page.getByRole("button", { name: "撤销" }).click();
  await again.getByLabel("用户名").fill("office");
  await again.getByLabel("密码", { exact: true }).fill(samplePassword);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /您好/ }).waitFor();
  await context.close();
});

test("a link cannot lead to another site after signing in", async () => {
  const { page, context } = await pages.visit({ path: "/sign-in?to=//evil.example/" });
  await page.getByLabel("用户名").fill("worker");
  await page.getByLabel("密码", { exact: true }).fill(samplePassword);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /您好/ }).waitFor();
  expect(new URL(page.url()).origin).toBe(pages.address);
  await context.close();
});
