import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { samplePassword, waitingCorrections } from "../../../../tests/sample-community.ts";

const pages = openPages();
const few = [
  { language: "zh", elder: 0, width: 360 },
  { language: "en", elder: 30, width: 1920 },
  { language: "ar", elder: 22, width: 360 },
] as const;

test("my own form: known things stand in it, what is missing is typed, kept, printed on A4 and taken along", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my/forms", width: 360 });
  const { page } = visit;
  await page.getByRole("link", { name: /高龄津贴申请表/ }).click();
  await page.getByRole("heading", { level: 1, name: "高龄津贴申请表" }).waitFor();
  const progress = page.getByText(/已填好 \d+ 项，还差 \d+ 项/);
  const before = (await progress.textContent()) ?? "";
  await page.locator(".paper").getByText("夏菊花").first().waitFor();
  await page.getByLabel("开户银行", { exact: false }).first().fill("义乌农商银行");
  await page.getByRole("button", { name: "填进表里" }).click();
  await page.getByText("您的陈述", { exact: true }).waitFor();
  expect(await progress.textContent()).not.toBe(before);
  await page.locator(".paper").getByText("义乌农商银行").waitFor();
  expect(await waitingCorrections(pages.registry)).toMatchObject([
    { attribute: "bankName", value: "义乌农商银行", note: "《高龄津贴申请表》" },
  ]);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "下载表格（.xlsx）" }).click()]);
  expect(file.suggestedFilename()).toMatch(/^高龄津贴申请表 \d{4}-\d{2}-\d{2}\.xlsx$/);
  // On paper the form alone, on one sheet of A4.
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(false);
  expect(await page.locator(".paper").first().isVisible()).toBe(true);
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(printed.match(/\/Type\s*\/Page\b/g)).toHaveLength(await page.locator(".paper").count());
  expect(printed).toMatch(/\/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12]/);
  await page.emulateMedia({ media: null });
  await visit.holdsInReadings("my-form", few);
});

test("without a network, and with the session over, what was typed stays and the page says what to do", async () => {
  const { page, context } = await pages.visit({ as: "resident", path: "/my/corrections/new?about=phone", width: 360, elder: 22 });
  const value = page.getByLabel("应该是什么？");
  await value.fill("13957901234");
  await context.setOffline(true);
  await page.getByRole("button", { name: "提交给社区" }).click();
  await page.getByRole("alert").filter({ hasText: "连接不上服务器。请检查网络后重试。" }).waitFor();
  expect(await value.inputValue()).toBe("13957901234");
  await context.setOffline(false);
  await context.clearCookies();
  await page.getByRole("button", { name: "提交给社区" }).click();
  await page.getByText("登录已过期，请重新登录后继续。").waitFor();
  await page.getByRole("button", { name: "用用户名和密码登录" }).click();
  await page.getByLabel("用户名").fill("resident");
  await page.getByLabel("密码", { exact: true }).fill(samplePassword);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  expect(await value.inputValue()).toBe("13957901234");
  await page.getByRole("button", { name: "提交给社区" }).click();
  await page.getByText("等待核实").first().waitFor();

  // The same in the middle of a form; another page and the way back keep what was typed too.
  await page.goto("/my/forms/civil-affairs.minimum-living-allowance-application");
  const reason = page.locator("form .field input").first();
  await reason.fill("身体不好");
  await context.setOffline(true);
  await page.getByRole("button", { name: "填进表里" }).click();
  await page.getByRole("alert").filter({ hasText: "请检查网络后重试" }).waitFor({ timeout: 20_000 });
  expect(await reason.inputValue()).toBe("身体不好");
  await context.setOffline(false);
  await page.getByRole("link", { name: "返回列表" }).click();
  await page.getByRole("heading", { level: 1, name: "我的申请表" }).waitFor();
  await page.goBack();
  await page.locator(".paper").getByText("身体不好").first().waitFor();
  // Printed in large letters the form stands where it does in usual ones: nothing moves the paper to the middle of the page.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".my-frame").evaluate((frame) => frame.getBoundingClientRect().left)).toBe(0);
  await context.close();
});

test("the forms that I can fill", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my/forms" });
  await visit.page.getByRole("link", { name: /最低生活保障/ }).waitFor();
  await visit.holdsInReadings("my-forms", few);
});
