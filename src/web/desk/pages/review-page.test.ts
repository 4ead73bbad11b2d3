import { expect, test } from "vitest";
import { openPages, type Visit } from "../../../../tests/browser.ts";
import { sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();
const path = `/c/${sampleCommunity}/review`;
const api = `/api/v1/communities/${sampleCommunity}`;

async function waiting({ context }: Visit): Promise<number> {
  return (await (await context.request.get(`${api}/waiting`)).json()).reviews;
}

async function decided({ context }: Visit): Promise<{ same: boolean; actor: string }[]> {
  return (await (await context.request.get(`${api}/decisions`)).json()).items;
}

/** The id of the pair that is shown, once it is another one than before. */
async function pairAfter({ page }: Visit, before = ""): Promise<string> {
  const shown = page.locator(`.review-pair:not([data-review="${before}"])`);
  await shown.waitFor();
  return (await shown.getAttribute("data-review")) ?? "";
}

test("two workers on one queue never see the same pair; whoever leaves gives theirs back", async () => {
  const one = await pages.visit({ as: "worker", path });
  const first = await pairAfter(one);
  const other = await pages.visit({ as: "administrator", path });
  const second = await pairAfter(other);
  expect(second).not.toBe(first);
  await other.page.getByText("同事正在看 1 对").waitFor();
  await one.page.getByRole("link", { name: "今日" }).click();
  await one.page.getByRole("heading", { level: 1, name: /您好/ }).waitFor();
  await other.page.keyboard.press("3");
  expect(await pairAfter(other, second)).toBe(first);
  await other.page.getByText("您放到以后 1 对").waitFor();
  expect(await other.page.getByText(/同事正在看/).count()).toBe(0);
  await one.holds("review-left");
  await other.holds("review-other");
});

// The sample has few questions, and whoever looked at them keeps them for ten minutes: from here on the administrator.
test("by keyboard only: same, undone, put off, undone, different; the counts follow", async () => {
  const visit = await pages.visit({ as: "administrator", path, purpose: "verify" });
  const { page } = visit;
  const [left, before] = [await waiting(visit), (await decided(visit)).length];
  const first = await pairAfter(visit);
  await page.getByRole("link", { name: /核对/ }).getByText(String(left)).waitFor();

  await page.keyboard.press("s");
  const second = await pairAfter(visit, first);
  expect(await decided(visit)).toHaveLength(before + 1);
  expect(await waiting(visit)).toBeLessThan(left);
  await page.getByText("上一对：记为同一个").waitFor();

  await page.keyboard.press("u");
  expect(await pairAfter(visit, second)).toBe(first);
  expect([await waiting(visit), (await decided(visit)).length]).toEqual([left, before]);

  await page.keyboard.press("l");
  expect(await pairAfter(visit, first)).toBe(second);
  await page.getByText("您放到以后 1 对").waitFor();
  await page.keyboard.press("u");
  expect(await pairAfter(visit, second)).toBe(first);

  await page.keyboard.press("2");
  await pairAfter(visit, first);
  const [newest] = await decided(visit);
  expect(newest).toMatchObject({ same: false, actor: "administrator" });
  expect(await waiting(visit)).toBe(left - 1);
  // The pair waits again for the tests below: the sample has few.
  await page.keyboard.press("u");
  await pairAfter(visit, second);
  await visit.holds("review-decided");
});

test("the delivered rows open by key; keys can be listed and switched off", async () => {
  const visit = await pages.visit({ as: "administrator", path, purpose: "verify" });
  const { page } = visit;
  await pairAfter(visit);
  await page.keyboard.press("a");
  await page.getByRole("dialog", { name: "原始行" }).getByRole("row").first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "按键" });
  await keys.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  expect(await keys.isVisible()).toBe(false);
  await page.getByRole("button", { name: "按键" }).click();
  await keys.getByRole("checkbox").check();
  await visit.holds("review-keys");
});

test("identity numbers are masked until a purpose is stated, and the pair stays the same", async () => {
  const visit = await pages.visit({ as: "administrator", path });
  const { page } = visit;
  const pair = await pairAfter(visit);
  const body = page.locator(".review-pair");
  const values = await body.locator(".pair-value").allTextContents();
  expect(values.filter((value) => value.includes("*")).length).toBeGreaterThan(0);
  expect(values.filter((value) => /^\d{17}[\dX]$|^1\d{10}$/.test(value))).toEqual([]);
  await page.locator(".masked-notice").getByRole("button", { name: "说明用途" }).click();
  await page.getByRole("button", { name: "核实信息" }).click();
  await body
    .getByText(/^\d{17}[\dX]$|^1\d{10}$/)
    .first()
    .waitFor();
  expect(await pairAfter(visit)).toBe(pair);
  await visit.holds("review-clear");
});

test("where nothing waits, the page says so", async () => {
  const visit = await pages.visit({ as: "administrator", path: "/c/330782099999/review" });
  await visit.page.getByText("都核对完了").waitFor();
  await visit.holds("review-none");
});
