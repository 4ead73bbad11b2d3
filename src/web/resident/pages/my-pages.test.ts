import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";

const pages = openPages();
const arabic = [
  { language: "ar", elder: 0, width: 360 },
  { language: "ar", elder: 22, width: 360 },
  { language: "ar", elder: 0, width: 1920 },
] as const;

test("what is held about me, in Arabic too", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my", language: "ar" });
  await visit.page.getByRole("heading", { level: 1, name: "夏菊花" }).waitFor();
  expect(await visit.page.getByText(/^\d{17}[\dX]$/).count()).toBe(1);
  await visit.page.getByText("رقم الهوية", { exact: true }).waitFor();
  await visit.holdsInEveryReading("my-data", arabic);
});

test("who has looked, in Arabic too", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my/readings" });
  await visit.page.getByRole("listitem").first().waitFor();
  await visit.holdsInEveryReading("my-readings", arabic);
});

test("language and size are chosen by button, take effect at once and are kept", async () => {
  const { page, holds } = await pages.visit({ as: "resident", path: "/my", width: 360 });
  await page.getByRole("button", { name: "العربية" }).click();
  await page.getByRole("heading", { name: "معلومات عامة" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
  await page.getByRole("button", { name: "حجم الخط 26" }).click();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("26px");
  await page.reload();
  await page.getByRole("heading", { name: "معلومات عامة" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset.elder)).toBe("26");
  await holds("my-data-switched");
});
