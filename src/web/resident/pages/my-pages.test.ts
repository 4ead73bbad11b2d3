import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { waitingCorrections } from "../../../../tests/sample-community.ts";

const pages = openPages();
const arabic = [
  { language: "ar", elder: 0, width: 360 },
  { language: "ar", elder: 22, width: 360 },
  { language: "ar", elder: 0, width: 1920 },
] as const;
/** Pages made of the same parts as the start and my data: the narrowest, the widest, the largest letters, right to left. */
const few = [
  { language: "zh", elder: 0, width: 360 },
  { language: "en", elder: 30, width: 1920 },
  { language: "ar", elder: 22, width: 360 },
] as const;

test("the start says where everything stands", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my", width: 360 });
  await visit.page.getByRole("heading", { level: 1, name: "夏菊花，您好" }).waitFor();
  await visit.page.getByRole("link", { name: /我的信息 \d+ 项，来自 \d+ 个部门/ }).waitFor();
  await visit.page.getByRole("link", { name: /谁看过我的信息 最近一次/ }).waitFor();
  await visit.holdsInReadings("my-start", arabic);
});

test("what is held about me: sources and other values opened, numbers shown when asked for, in Arabic too", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my/data", language: "ar" });
  const { page } = visit;
  await page.locator("#fact-idNumber").getByText("رقم الهوية", { exact: true }).waitFor();
  // Departments, codes and purposes too: nothing of the page is left in English.
  await page.locator("#content").getByText("أنثى", { exact: true }).waitFor();
  expect(await page.locator("#content").textContent()).not.toMatch(/Civil affairs|Public security|Female/);
  expect(await page.getByText(/^\d{17}[\dX]$/).count()).toBe(0);
  await page.getByRole("button", { name: "إظهار الأرقام كاملة" }).click();
  expect(await page.getByText(/^\d{17}[\dX]$/).count()).toBe(1);
  const phone = page.getByRole("listitem").filter({ has: page.getByText("الهاتف", { exact: true }) });
  await phone.locator("summary").click();
  await phone.getByText("疫苗接种记录.txt").waitFor();
  await phone.getByText("لم تُستخدم: أقدم أو بلا تاريخ.").waitFor();
  await visit.holdsInReadings("my-data", [...arabic, ...few.slice(0, 2)]);
});

test("my household and home", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my/home" });
  await visit.page.getByRole("heading", { level: 2, name: "云杉府1幢2单元402室" }).waitFor();
  await visit.page.getByText("84.8 平方米").waitFor();
  await visit.holdsInReadings("my-home", few);
});

test("who has looked: others first, my own looks when asked for", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my/readings" });
  await visit.page.getByRole("listitem").first().waitFor();
  expect(await visit.page.getByText("您本人").count()).toBe(0);
  await visit.page.getByRole("button", { name: "也显示我自己的" }).click();
  await visit.page.getByText("您本人").first().waitFor();
  await visit.holdsInReadings("my-readings", few);
});

test("something is wrong: said, seen by the worker, answered or taken back", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my/data", width: 360 });
  const { page } = visit;
  const phone = page.getByRole("listitem").filter({ has: page.getByText("联系电话", { exact: true }) });
  await phone.locator("summary").click();
  await phone.getByRole("link", { name: "“联系电话”不对" }).click();
  await page.getByRole("heading", { level: 1, name: "提出更正" }).waitFor();
  expect(await page.getByLabel("哪一项？").inputValue()).toBe("phone");
  await page.getByRole("button", { name: "提交给社区" }).click();
  await page.getByRole("alert").filter({ hasText: "请写上正确的内容" }).waitFor();
  await page.getByLabel("应该是什么？").fill("139 5790 1234");
  await page.getByLabel("补充说明（可不填）").fill("换号了");
  await page.getByRole("button", { name: "提交给社区" }).click();
  await page.getByText("等待核实").waitFor();
  const waiting = await waitingCorrections(pages.registry);
  expect(waiting).toMatchObject([{ name: "夏菊花", attribute: "phone", value: "139 5790 1234", note: "换号了" }]);
  await page.getByRole("button", { name: "撤回" }).click();
  await page.getByRole("button", { name: "确定撤回" }).click();
  await page.getByText("已撤回").waitFor();
  expect(await waitingCorrections(pages.registry)).toEqual([]);
  await visit.holdsInReadings("my-corrections", few);
});

test("the page on which something is said, and my account", async () => {
  const said = await pages.visit({ as: "resident", path: "/my/corrections/new?about=birthDate" });
  await said.page.getByText("1933年10月23日").waitFor();
  await said.holdsInReadings("my-correction", few);
  const account = await pages.visit({ as: "resident", path: "/my/account" });
  await account.page.getByText("resident", { exact: true }).waitFor();
  await account.holdsInReadings("my-account", few);
});

test("large letters in one tap; language and size take effect at once and are kept", async () => {
  const { page, holds } = await pages.visit({ as: "resident", path: "/my", width: 360 });
  await page.getByRole("button", { name: "大字", exact: true }).click();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("22px");
  await page.getByRole("button", { name: "العربية" }).click();
  await page.getByRole("heading", { name: /أهلًا/ }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
  await page.getByRole("button", { name: "حجم الخط 26" }).click();
  await page.reload();
  await page.getByRole("heading", { name: /أهلًا/ }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("26px");
  // What is touched is large enough for shaking hands.
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("main a, main button, header a, header button")]
      .map((element) => element.getBoundingClientRect().height)
      .filter((height) => height < 59.5),
  );
  expect(small).toEqual([]);
  await holds("my-start-switched");
});
