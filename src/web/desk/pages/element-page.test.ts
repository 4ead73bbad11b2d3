import { expect, test } from "vitest";
import { openPages, type Visit } from "../../../../tests/browser.ts";
import { sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();
const home = `/c/${sampleCommunity}`;

/** Panels over a page that another test shows in every reading: the narrowest, the largest letters. */
const few = [
  { language: "zh", elder: 0, width: 360 },
  { language: "en", elder: 30, width: 1920 },
] as const;

/** Finds somebody by the box, by keyboard, as a worker would. */
async function open({ page }: Visit, text: string): Promise<void> {
  const box = page.getByRole("search");
  await box.getByRole("combobox").fill(text);
  await box.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "夏菊花" }).waitFor();
}

test("without a purpose identifiers are masked; stating one shows them, survives loading the page again, and is recorded", async () => {
  const visit = await pages.visit({ as: "worker", path: home });
  const { page } = visit;
  await open(visit, "xiajuhua");
  const number = page.locator(".fact", { hasText: "公民身份号码" }).getByRole("button").first();
  expect(await number.textContent()).toMatch(/\d{3}\*{13}\d[\dX]/);
  await page.locator(".masked-notice").getByRole("button", { name: "说明用途" }).click();
  await page.getByRole("button", { name: "入户走访" }).click();
  await page.getByText(/^\d{17}[\dX]$/).waitFor();
  await page.reload();
  await page.getByText(/^\d{17}[\dX]$/).waitFor();
  const record = await visit.context.request.get(`/api/v1/communities/${sampleCommunity}/access-record?limit=50`);
  const { items } = (await record.json()) as { items: { action: string; purpose: string; attributes: string[] }[] };
  expect(items.some(({ action, purpose, attributes }) => action === "show" && purpose === "visit" && attributes.includes("idNumber"))).toBe(
    true,
  );
  await visit.holds("person-clear");
});

test("a value tells its cell, and opens the very row", async () => {
  const visit = await pages.visit({ as: "worker", path: home, purpose: "verify" });
  const { page } = visit;
  await open(visit, "夏菊花");
  await page.locator(".fact", { hasText: "姓名" }).getByRole("button").first().click();
  const card = page.locator(".origin");
  await card.getByText(/^[A-Z]+\d+$/).waitFor();
  await visit.page.getByRole("button", { name: "打开原始行" }).click();
  await page.getByRole("dialog").getByRole("cell", { name: "夏菊花", exact: true }).first().waitFor();
  await visit.holds("person-row");
});

test("the evidence lists what lost and why, and every row", async () => {
  const visit = await pages.visit({ as: "worker", path: home, purpose: "verify" });
  await open(visit, "夏菊花");
  await visit.page.getByRole("button", { name: "依据与经历" }).click();
  await visit.page.getByRole("heading", { name: "经历" }).waitFor();
  await visit.holdsInReadings("person-evidence", few);
});

test("a value is stated by hand, wins with its origin, and is taken back", async () => {
  const visit = await pages.visit({ as: "worker", path: home, purpose: "verify" });
  const { page } = visit;
  await open(visit, "夏菊花");
  const occupation = page.locator(".fact", { hasText: "职业" });
  const before = await occupation.count();
  await page.getByRole("button", { name: "登记信息" }).click();
  await page.getByLabel("信息项").selectOption({ label: "公民身份号码" });
  await page.getByLabel("值", { exact: true }).fill("330782194001011234");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("alert").getByText("不符合").waitFor();
  await page.getByLabel("信息项").selectOption({ label: "职业" });
  await page.getByLabel("值", { exact: true }).fill("裁缝");
  // A slip of the hand throws nothing away.
  await page.mouse.click(5, 5);
  await page.keyboard.press("Escape");
  await page.getByText("您填的还没有保存", { exact: false }).waitFor();
  expect(await page.getByLabel("值", { exact: true }).inputValue()).toBe("裁缝");
  await visit.page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("status").getByText("已登记：职业").waitFor();
  await occupation.getByRole("button", { name: "裁缝" }).click();
  await page
    .locator(".origin")
    .getByText(/^worker 于 \d{4}年\d{1,2}月\d{1,2}日 登记$/)
    .waitFor();
  await page.locator(".origin").getByRole("button", { name: "其他说法" }).click();
  await page
    .locator(".timeline")
    .getByText(/^worker 于 \d{4}年/)
    .waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "撤销" }).click();
  await page.waitForFunction(
    ([count]) => [...document.querySelectorAll(".fact dt")].filter((each) => each.textContent === "职业").length === count,
    [before],
  );
  await visit.holds("person-undone");
});

test("two workers edit one value: the second sees what the first wrote, and decides", async () => {
  const [one, other] = [
    await pages.visit({ as: "worker", path: home, purpose: "verify" }),
    await pages.visit({ as: "administrator", path: home, purpose: "verify" }),
  ];
  for (const visit of [one, other]) {
    await open(visit, "夏菊花");
    await visit.page.getByRole("button", { name: "登记信息" }).click();
    await visit.page.getByLabel("信息项").selectOption({ label: "联系电话" });
  }
  const write = async ({ page }: Visit, phone: string) => {
    await page.getByLabel("值", { exact: true }).fill(phone);
    await page.getByRole("button", { name: "登记", exact: true }).click();
  };
  await write(one, "13957900001");
  await one.page.getByRole("status").getByText("已登记：联系电话").waitFor();
  await write(other, "13957900002");
  const conflict = other.page.locator(".conflict");
  await conflict.getByText("同事改了这一项", { exact: false }).waitFor();
  expect(await conflict.locator("strong").allTextContents()).toEqual(["13957900001", "13957900002"]);
  await conflict.getByText("社区登记 · worker 于", { exact: false }).waitFor();
  await other.page.getByRole("button", { name: "仍登记我写的" }).click();
  await other.page.locator(".fact", { hasText: "联系电话" }).getByRole("button", { name: "13957900002" }).waitFor();
  await other.page.getByRole("button", { name: "登记信息" }).click();
  await other.page.getByLabel("信息项").selectOption({ label: "联系电话" });
  await other.holdsInReadings("person-edit", few);
  await one.context.close();
});

test("a printed code lets the resident in, who sees their own data and the worker's reading", async () => {
  const visit = await pages.visit({ as: "worker", path: home, purpose: "visit" });
  await open(visit, "夏菊花");
  await visit.page.getByRole("button", { name: "打印登录代码" }).click();
  await visit.page.getByRole("button", { name: "生成代码" }).click();
  const code = await visit.page.locator(".invitation-code").textContent();
  await visit.holds("invitation");

  const resident = await pages.visit({ path: "/my", width: 360 });
  await resident.page.getByLabel("一次性代码").fill((code ?? "").toLowerCase().replaceAll("-", " "));
  await resident.page.getByRole("button", { name: "继续" }).click();
  await resident.page.getByRole("heading", { level: 1, name: "夏菊花" }).waitFor();
  await resident.page
    .getByRole("link", { name: /谁看过我的信息/ })
    .first()
    .click();
  await resident.page.getByText("用途：入户走访").first().waitFor();
  await resident.holds("my-readings-after-visit");
});
