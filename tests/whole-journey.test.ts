/** The main job from end to end, in the browser and by keyboard only: what departments sent becomes one registry, a human says who is who, a form is filled. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { openPages } from "./browser.ts";
import { emptyCommunity, sampleFiles } from "./sample-community.ts";
import { workbookTexts } from "./workbook-texts.ts";

const patienceMs = 90_000;
vi.setConfig({ testTimeout: 3 * patienceMs });
const pages = openPages();
let community = "";
beforeAll(async () => {
  community = await emptyCommunity(pages.registry);
});

const stepsMax = 150;

/** Goes to a part of the page by the Tab key alone, and presses Enter. */
async function press(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < stepsMax; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${target}`);
}

test("what two departments sent is imported, the pair that waits is judged, and a third department's form is filled, without a mouse", async () => {
  const visit = await pages.visit({ as: "administrator", path: `/c/${community}`, purpose: "service" });
  const { page } = visit;
  page.setDefaultTimeout(patienceMs);
  await press(page, page.getByRole("link", { name: "导入", exact: true }));
  const files = (await sampleFiles()).filter((file) => /户籍人口信息表|持证残疾人/.test(file));
  const choosing = page.waitForEvent("filechooser");
  await press(page, page.getByRole("button", { name: "选择文件" }));
  await (await choosing).setFiles(files);
  await press(page, page.getByRole("button", { name: "开始导入 2 个文件" }));
  await page.getByText("1 对记录等人判断").waitFor();
  await press(page, page.getByRole("link", { name: "去核对" }));
  await page.locator(".review-pair").waitFor();
  const waiting = async () => (await (await visit.context.request.get(`/api/v1/communities/${community}/waiting`)).json()).reviews;
  expect(await waiting()).toBe(1);
  await page.keyboard.press("s");
  await page.getByText("都核对完了").waitFor();
  expect(await waiting()).toBe(0);

  await press(page, page.getByRole("link", { name: "表格", exact: true }));
  await press(page, page.getByRole("link", { name: "80周岁以上老年人高龄津贴花名册" }));
  const drawn = page.locator(".paper td[data-cell]");
  await drawn.first().waitFor();
  const cells = await drawn.evaluateAll((all) =>
    all.map((cell) => [(cell as HTMLElement).dataset.cell ?? "", cell.textContent ?? ""] as const),
  );
  const downloading = page.waitForEvent("download");
  await press(page, page.getByRole("button", { name: "下载 .xlsx" }));
  const written = await workbookTexts(await (await downloading).path());
  const filled = cells.filter(([, text]) => text !== "");
  expect(filled.length).toBeGreaterThan(20);
  expect(filled.filter(([name, text]) => written.get(name) !== text)).toEqual([]);
  await visit.holds("journey-filled");
});
