import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commandBlocks, runPage } from "./documented-commands.ts";
import { projectFiles } from "./house-rules.ts";

const project = fileURLToPath(new URL("../", import.meta.url));
const pages = projectFiles(project).filter((file) => /^(README[^/]*\.md|docs\/.*\.md)$/.test(file) && !file.startsWith("docs/decisions/"));
const withCommands = pages.filter((page) => commandBlocks(readFileSync(join(project, page), "utf8")).length > 0);

test.each(withCommands)(
  "the commands of %s work, one after another",
  async (page) => {
    const run = await runPage(project, page);
    expect({ page, failedAt: run.failedAt, output: run.failedAt === null ? "" : run.output }).toEqual({ page, failedAt: null, output: "" });
  },
  600_000,
);

test("a page is run block by block in one shell, except what is marked no-run", async () => {
  expect((await runPage(project, "tests/fixtures/page-good.md")).output).toBe("");
}, 120_000);

test("a command that fails is found, with the line of its block", async () => {
  expect(await runPage(project, "tests/fixtures/page-bad.md")).toMatchObject({ status: 1, failedAt: 7, output: "" });
}, 120_000);

test("the README has commands to run", () => {
  expect(withCommands).toContain("README.md");
  expect(existsSync(join(project, "README.zh.md")) || existsSync(join(project, "README.zh-CN.md"))).toBe(true);
});
