import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { waitingCorrections } from "../../../../tests/sample-community.ts";

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

test("the forms that I can fill", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my/forms" });
  await visit.page.getByRole("link", { name: /最低生活保障/ }).waitFor();
  await visit.holdsInReadings("my-forms", few);
});
