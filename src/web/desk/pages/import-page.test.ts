import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { openPages, type Visit } from "../../../../tests/browser.ts";
import { emptyCommunity, sampleFiles } from "../../../../tests/sample-community.ts";

// Each preview, import and undo starts a process of its own, which a busy machine is slow to do.
const patienceMs = 90_000;
vi.setConfig({ testTimeout: 3 * patienceMs });
const pages = openPages();
let community = "";
const elders =
  "姓名,性别,身份证号,家庭住址,联系电话,备用栏\n王菊香,女,330782193603140188,青枫花园4幢3单元202室,13700000001,甲\n李大福,男,330725194008151234,青枫花园1幢1单元101室,1370000,乙\n";

beforeAll(async () => {
  community = await emptyCommunity(pages.registry);
});

async function open(): Promise<Visit> {
  const visit = await pages.visit({ as: "administrator", path: `/c/${community}/imports` });
  visit.page.setDefaultTimeout(patienceMs);
  return visit;
}

/** Hands files in by the button, as somebody who does not drag does. */
async function handIn(page: Page, files: Parameters<Page["setInputFiles"]>[1]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "选择文件" }).click()]);
  await chooser.setFiles(files);
  await page.getByRole("heading", { level: 1, name: "核对后导入" }).waitFor();
}

const result = (page: Page) => page.getByRole("heading", { level: 1, name: "导入结果" }).waitFor();

test("all samples go in through the page; loading it again in the middle shows how far it is; the marked workbook comes back; undone", async () => {
  const visit = await open();
  const { page } = visit;
  await page.getByText("还没有从这里导入过").waitFor();
  const files = await sampleFiles();
  await handIn(page, files);
  await page.getByRole("button", { name: /户籍人口信息表/ }).click();
  await page
    .getByRole("button", { name: /C 列“姓名”：\s*姓名/ })
    .first()
    .waitFor();
  await page.getByRole("button", { name: `开始导入 ${files.length} 个文件` }).click();
  await page.getByRole("progressbar", { name: "正在导入" }).waitFor();
  await page.reload();
  await result(page);
  const figures = await page.locator(".result-figures").textContent();
  expect(Number(/新增 ([\d,]+)/.exec(figures ?? "")?.[1]?.replace(",", ""))).toBeGreaterThan(100);
  expect(await page.locator(".result-table tbody tr").count()).toBe(files.length);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "下载" }).first().click()]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
  await page.getByRole("button", { name: "撤回这次导入" }).click();
  await page.getByRole("button", { name: "撤回", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "已撤回的导入" }).waitFor();
  const overview = await visit.context.request.get(`/api/v1/communities/${community}/overview`);
  expect(await overview.json()).toMatchObject({ elements: { person: 0, dwelling: 0 } });
  await visit.holds("import-undone");
});

test("a column is corrected by keyboard and taken in so, files are thrown away again, and the sheet can be read in every way", async () => {
  const first = await open();
  const { page } = first;
  const file = { name: "高龄老人.csv", mimeType: "text/csv", buffer: Buffer.from(elders) };
  await handIn(page, file);
  const unknown = page.getByRole("button", { name: /F 列“备用栏”：\s*未认出/ });
  // A colleague looks at the same import, and says something else of the column a moment later.
  const colleague = await pages.visit({ as: "administrator", path: new URL(page.url()).pathname });
  colleague.page.setDefaultTimeout(patienceMs);
  await colleague.page.getByRole("button", { name: /F 列“备用栏”：\s*未认出/ }).click();
  await colleague.page.getByRole("dialog").getByLabel("查找").waitFor();
  await unknown.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("甲", { exact: true }).waitFor();
  await dialog.getByLabel("是谁的").selectOption("guardian");
  await dialog.getByLabel("查找").focus();
  await page.keyboard.type("备注");
  await dialog.getByRole("button", { name: "备注", exact: true }).press("Enter");
  await page.getByRole("button", { name: /F 列“备用栏”：\s*监护人 · 备注/ }).waitFor();
  await page.locator(".prepare-preview[aria-busy=false]").waitFor();
  await colleague.page.getByRole("dialog").getByLabel("查找").fill("备注");
  await colleague.page.getByRole("dialog").getByRole("button", { name: "备注", exact: true }).click();
  const conflict = colleague.page.locator(".conflict");
  await conflict.getByText("administrator改了这次导入的列", { exact: false }).waitFor();
  expect(await conflict.locator("strong").allTextContents()).toEqual(["监护人 · 备注", "备注"]);
  await conflict.getByRole("button", { name: "用现在的" }).click();
  await conflict.waitFor({ state: "detached" });
  await colleague.holds("import-conflict");
  await first.holdsInEveryReading("import-check");

  const second = await open();
  await second.page.getByRole("link", { name: "高龄老人.csv" }).click();
  await second.page.getByRole("button", { name: "开始导入 1 个文件" }).press("Enter");
  await result(second.page);
  await second.page.getByText("新增 2", { exact: true }).first().waitFor();
  await second.page.getByText("1 处数据问题").waitFor();
  await second.page.getByRole("link", { name: "‹ 全部导入" }).click();
  await handIn(second.page, { ...file, name: "高龄老人（七月）.csv" });
  await second.page.getByRole("button", { name: "不导入，删除文件" }).click();
  await second.page.getByRole("heading", { level: 1, name: "导入表格" }).waitFor();
  await second.page.getByRole("link", { name: "高龄老人.csv" }).waitFor();
  expect(await second.page.getByRole("link", { name: "高龄老人（七月）.csv" }).count()).toBe(0);
  await second.holds("imports");
});

test("a broken file says in words what is wrong with it, and the others go in; too much is said before it is sent", async () => {
  const visit = await open();
  const { page } = visit;
  await page.locator("input[type=file]").evaluate((input: HTMLInputElement) => {
    const many = new DataTransfer();
    for (let count = 0; count < 201; count += 1) many.items.add(new File(["x"], `${count}.csv`));
    input.files = many.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.getByRole("alert").getByText("一次最多 200 个文件").waitFor();
  const broken = { name: "坏的.xlsx", mimeType: "application/zip", buffer: Buffer.from("504b0304ffffffff", "hex") };
  const good = {
    name: "志愿者.csv",
    mimeType: "text/csv",
    buffer: readFileSync((await sampleFiles()).find((each) => each.endsWith("注册志愿者.csv")) ?? ""),
  };
  await handIn(page, [broken, good]);
  await page.getByRole("alert").waitFor();
  await page.getByRole("button", { name: /志愿者/ }).click();
  await page.locator(".sheet").waitFor();
  await page.getByRole("button", { name: "开始导入 2 个文件" }).click();
  await result(page);
  const row = page.getByRole("row", { name: /坏的\.xlsx/ });
  expect(await row.textContent()).toMatch(/未能读取[\s\S]*\p{Script=Han}{4,}/u);
  await visit.holds("import-result");
});
