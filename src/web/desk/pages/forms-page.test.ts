import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openPages, type Visit } from "../../../../tests/browser.ts";
import { departmentsFolder, sampleCommunity } from "../../../../tests/sample-community.ts";
import { workbookTexts } from "../../../../tests/workbook-texts.ts";

const pages = openPages();
const forms = `/c/${sampleCommunity}/forms`;
const rosterName = "80周岁以上老年人高龄津贴花名册";

/** What stands in each cell that is drawn. */
const drawnCells = ({ page }: Visit): Promise<Record<string, string>> =>
  page
    .locator(".paper td[data-cell]")
    .evaluateAll((cells) => Object.fromEntries(cells.map((cell) => [(cell as HTMLElement).dataset.cell ?? "", cell.textContent ?? ""])));

test("the gallery shows every department's forms, and finds one by its name", async () => {
  const visit = await pages.visit({ as: "worker", path: forms });
  const { page } = visit;
  await page.getByRole("heading", { level: 1, name: "表格" }).waitFor();
  const cards = await page.locator(".form-card").count();
  expect(cards).toBeGreaterThan(8);
  await page.getByRole("searchbox", { name: "筛选表格" }).fill("高龄");
  expect(await page.locator(".form-card").count()).toBeLessThan(cards);
  await page.getByRole("searchbox", { name: "筛选表格" }).fill("");
  await visit.holds("forms");
});

test("open a form, see who qualifies, type a missing cell once, and take along the workbook that the page shows", async () => {
  const visit = await pages.visit({ as: "worker", path: forms });
  const { page } = visit;
  await page.getByRole("link", { name: rosterName }).click();
  await page.getByRole("heading", { name: /现在符合/ }).waitFor();
  await page.locator(".paper td[data-cell]").first().waitFor();
  const before = await page.locator(".mark-missing").count();
  const label = page.locator(".question-person label", { hasText: "联系电话" }).first();
  const cell = (await label.locator(".digits").textContent()) ?? "";
  // Once it is answered, the next question takes its place: the field is held by its own cell.
  const field = page.locator(".question-person .field", { has: page.getByText(cell, { exact: true }) }).getByRole("textbox");
  const typed = "13857900777";
  await field.fill("12");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("alert").waitFor();
  await field.fill(typed);
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator(".questions-saved").waitFor();
  await page.locator(`.paper td[data-cell="${cell}"]`, { hasText: typed }).waitFor();
  expect(await page.locator(".mark-missing").count()).toBe(before - 1);

  const drawn = await drawnCells(visit);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载 .xlsx" }).click();
  const file = await (await downloading).path();
  const written = await workbookTexts(file);
  const filled = Object.entries(drawn).filter(([, text]) => text !== "");
  expect(filled.length).toBeGreaterThan(50);
  expect(filled.filter(([name, text]) => written.get(name) !== text)).toEqual([]);

  await page.getByRole("button", { name: "撤销" }).click();
  await expect.poll(() => page.locator(".mark-missing").count(), { timeout: 15_000 }).toBe(before);
  await visit.holdsInEveryReading("form-roster");
});

test("an application is shown for one person at a time, for somebody looked up too, and prints as its own paper", async () => {
  const visit = await pages.visit({ as: "worker", path: `${forms}/civil-affairs.old-age-allowance-application` });
  const { page } = visit;
  await page.locator(".paper td[data-cell]").first().waitFor();
  await page.getByLabel("为其他人填写").fill("夏菊花");
  await page
    .locator(".subjects-picker")
    .getByRole("button", { name: /夏菊花/ })
    .first()
    .click();
  await page.locator(".paper td", { hasText: "夏菊花" }).first().waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".form-head").isVisible()).toBe(false);
  expect((await page.locator(".paper").first().boundingBox())?.width).toBeGreaterThan(700);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(await page.locator(".paper").count());
  await page.emulateMedia({ media: "screen" });
  await visit.holds("form-application");
});

test("a blank of the community's own is opened to residents by a switch, and says since when and by whom", async () => {
  const visit = await pages.visit({ as: "worker", path: forms });
  const { page } = visit;
  const workbook = await readFile(`${departmentsFolder}civil-affairs/minimum-living-allowance-application/template.xlsx`);
  await page.locator("input[type=file]").setInputFiles({ name: "申请表.xlsx", mimeType: "application/octet-stream", buffer: workbook });
  const offered = page.getByRole("checkbox", { name: "居民可以自己填写" });
  await offered.waitFor();
  expect(await offered.isChecked()).toBe(false);
  await offered.click();
  await page.getByText(/由 worker 开放/).waitFor();
  expect(await offered.isChecked()).toBe(true);
  await visit.holds("form-opened");
});

test("a blank that nobody described opens as a form; for whom it is can be said, and it can be removed", async () => {
  const visit = await pages.visit({ as: "worker", path: forms });
  const { page } = visit;
  const workbook = await readFile(fileURLToPath(new URL(`file://${departmentsFolder}veterans-affairs/veterans-roster/template.xlsx`)));
  await page.locator("input[type=file]").setInputFiles({ name: "名册.xlsx", mimeType: "application/octet-stream", buffer: workbook });
  await page.getByRole("button", { name: "修改" }).click();
  await page.getByLabel("年满").fill("90");
  await page.getByLabel("人口类别").selectOption("permanent");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("年满 90 周岁，户籍").first().waitFor();
  await page.locator(".paper td[data-cell]").first().waitFor();
  await page.getByRole("button", { name: "修改" }).click();
  await page.getByLabel("年满").fill("95");
  // Meanwhile a colleague says another age.
  const colleague = await pages.visit({ as: "administrator", path: new URL(page.url()).pathname });
  await colleague.page.getByRole("button", { name: "修改" }).click();
  await colleague.page.getByLabel("年满").fill("85");
  await colleague.page.getByRole("button", { name: "保存" }).click();
  await colleague.page.getByText("年满 85 周岁").first().waitFor();
  await colleague.context.close();
  await page.getByRole("button", { name: "保存" }).click();
  const conflict = page.locator(".conflict");
  await conflict.getByText("administrator改了", { exact: false }).waitFor();
  expect(await conflict.locator("strong").allTextContents()).toEqual(["age >= 85", "age >= 95"]);
  await conflict.getByRole("button", { name: "仍用我写的" }).click();
  await page.getByText("年满 95 周岁").first().waitFor();
  await page.getByRole("button", { name: "修改" }).click();
  await page.getByRole("button", { name: "移除这张空白表" }).click();
  await page.getByRole("button", { name: "确定移除？" }).click();
  await page.getByRole("heading", { level: 1, name: "表格" }).waitFor();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "名册.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("x") });
  await page.getByRole("alert").waitFor();
  await visit.holds("forms-refused");
});
