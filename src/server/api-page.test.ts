import { expect, test } from "vitest";
import { openPages } from "../../tests/browser.ts";
import { routes } from "./api.ts";

const pages = openPages();

test("the API's page lists every route, opens each by keyboard, keeps the rules of all pages, and runs no script", async () => {
  for (const width of [360, 1920]) {
    const { page, holds } = await pages.visit({ path: "/api", width });
    expect(await page.locator("details").count()).toBe(routes.length);
    await page.getByText("/api/v1/communities/{community}/find", { exact: true }).click();
    await page.getByText("Find persons, households").waitFor();
    expect(await page.locator("script, [style], [onclick]").count()).toBe(0);
    await holds("api");
  }
});
