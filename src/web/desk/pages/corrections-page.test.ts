import { expect, test } from "vitest";
import { openPages } from "../../../../tests/browser.ts";
import { sampleCommunity } from "../../../../tests/sample-community.ts";

const pages = openPages();

test("a resident's corrections: shown beside what is held, masked without a purpose, confirmed or refused, and told to the resident", async () => {
  const resident = await pages.visit({ as: "resident", path: "/my" });
  const say = (attribute: string, value: string, note: string) =>
    resident.page.evaluate(
      async (body) => {
        const session = await (await fetch("/api/v1/session")).json();
        const answer = await fetch("/api/v1/self/corrections", {
          method: "POST",
          headers: { "content-type": "application/json", "weinao-proof": session.proof ?? "" },
          body: JSON.stringify(body),
        });
        return answer.status;
      },
      { attribute, value, note },
    );
  expect(await say("phone", "139 5790 1234", "换号了")).toBe(201);
  expect(await say("maritalStatus", "丧偶", "")).toBe(201);

  const visit = await pages.visit({ as: "worker", path: `/c/${sampleCommunity}` });
  const { page } = visit;
  await page.getByRole("listitem").filter({ hasText: "条居民更正待答复" }).getByText("2", { exact: true }).waitFor();
  await page.getByRole("link", { name: "条居民更正待答复" }).click();
  const phone = page.getByRole("article").filter({ hasText: "联系电话" });
  await phone.getByText(/^\d{3}\*+\d+$/).waitFor();
  expect(await page.getByText("139 5790 1234").count()).toBe(0);
  await page.locator(".masked-notice").getByRole("button", { name: "说明用途" }).click();
  await page.getByRole("button", { name: "核实信息" }).click();
  await phone.getByText("139 5790 1234").waitFor();
  await phone.getByRole("button", { name: "答复" }).click();
  await phone.getByText("现在是").waitFor();
  await phone.getByLabel("登记为").fill("123");
  await phone.getByRole("button", { name: "确认并登记" }).click();
  await phone.getByRole("alert").waitFor();
  await phone.getByLabel("登记为").fill("13957901234");
  await phone.getByRole("button", { name: "确认并登记" }).click();
  await page.getByText("已确认 夏菊花 的更正。").waitFor();

  const marriage = page.getByRole("article").filter({ hasText: "婚姻状况" });
  await marriage.getByRole("button", { name: "答复" }).click();
  expect(await marriage.getByRole("button", { name: "不采纳" }).isDisabled()).toBe(true);
  await marriage.getByLabel("给居民的话").fill("请带证明来一趟");
  await marriage.getByRole("button", { name: "不采纳" }).click();
  await page.getByText("没有待答复的更正").waitFor();
  await resident.page.goto("/my/corrections");
  await resident.page.getByText("请带证明来一趟").waitFor();
  await visit.holdsInEveryReading("corrections");
});
