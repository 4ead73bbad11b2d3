import { expect, test } from "vitest";
import { openPages, type Visit } from "../../../../tests/browser.ts";
import { sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();
const few = [
  { language: "zh", elder: 0, width: 360 },
  { language: "en", elder: 30, width: 1920 },
] as const;

/** Opens the page of somebody by the find box; gives their id. */
async function openPerson({ page }: Visit, name = "夏菊花"): Promise<string> {
  const box = page.getByRole("search");
  await box.getByRole("combobox").fill(name);
  await box.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return idIn(page.url());
}
const idIn = (url: string) => new URL(url).pathname.split("/").at(-1) ?? "";

test("split off a row with both sides shown first, find it in the timeline, and merge it back by name", async () => {
  const visit = await pages.visit({ as: "worker", path: `/c/${sampleCommunity}`, purpose: "verify" });
  const { page } = visit;
  const person = await openPerson(visit);
  await page.getByRole("button", { name: "拆分", exact: true }).click();
  const rows = page.getByRole("group", { name: "哪些行说的是另一个" }).getByRole("checkbox");
  await rows.first().waitFor();
  const all = await rows.count();
  const split = page.getByRole("button", { name: "不是同一个，拆分" });
  expect(await split.isDisabled()).toBe(true);
  await page.getByRole("checkbox", { name: /疫苗接种记录/ }).check();
  await page.getByRole("region", { name: "分出" }).getByText("1 行", { exact: true }).waitFor();
  await page
    .getByRole("region", { name: "留下" })
    .getByText(`${all - 1} 行`, { exact: true })
    .waitFor();
  await split.click();
  await page.getByText("已拆分。").waitFor();

  await page.getByRole("button", { name: "依据与经历" }).click();
  await page.getByText("分出一部分行").waitFor();
  await page.getByRole("link", { name: "打开另一个" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.waitForFunction((old) => !location.pathname.endsWith(old), person);
  await page.getByRole("heading", { level: 1, name: "夏菊花" }).waitFor();

  await page.getByRole("button", { name: "合并", exact: true }).click();
  // Who was said to be another is offered no more; whoever says otherwise finds them by name, without a mouse.
  await page.getByLabel("另找一个").fill("夏菊花");
  const found = page
    .locator(".identity-list")
    .last()
    .getByRole("button", { name: /夏菊花/ });
  await found.waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "合并后" }).getByText(`${all} 行`, { exact: true }).waitFor();
  await page.getByRole("button", { name: "是同一个，合并" }).click();
  await page.getByText("已合并。").waitFor();
  // The older id is the one that stays; the other still leads to it.
  const merged = await visit.context.request.get(`/api/v1/communities/${sampleCommunity}/elements/${idIn(page.url())}`);
  expect(((await merged.json()) as { id: string }).id).toBe(person);
  await visit.holds("merged");
});

test("both panels in every reading", async () => {
  const open = async (name: string) => {
    const visit = await pages.visit({ as: "worker", path: `/c/${sampleCommunity}` });
    await openPerson(visit, name);
    return visit;
  };
  const split = await open("夏菊花");
  await split.page.getByRole("button", { name: "拆分", exact: true }).click();
  await split.page.getByRole("checkbox").first().check();
  await split.page.getByRole("region", { name: "分出" }).waitFor();
  await split.holdsInReadings("split", few);
  const merge = await open("刘华菊");
  await merge.page.getByRole("button", { name: "合并", exact: true }).click();
  // The keyboard begins at the likeliest.
  await merge.page.locator(".identity-list button:focus").getByText("等待核对").waitFor();
  await merge.page.keyboard.press("ArrowDown");
  await merge.page.keyboard.press("ArrowUp");
  await merge.page.keyboard.press("Enter");
  await merge.page.getByRole("region", { name: "合并后" }).waitFor();
  await merge.holdsInReadings("merge", few);
});
