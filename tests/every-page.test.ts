/** Every page of the routes' tables keeps the rules of all pages, in both languages, in elder mode, on a telephone and on a wide screen. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { findElements } from "#registry";
import type { ElementKind } from "#vocabulary/contract";
import { openPages, type Reading, type Visit } from "./browser.ts";
import { sampleCommunity } from "./sample-community.ts";

vi.setConfig({ testTimeout: 300_000 });
const pages = openPages();

/** Either language, text size and width, each two of them together once. */
const ways: readonly Reading[] = [
  { language: "zh", elder: 0, width: 1920 },
  { language: "en", elder: 0, width: 360 },
  { language: "zh", elder: 22, width: 360 },
  { language: "en", elder: 30, width: 1920 },
];

/** A page that was read in every way with other contents: the narrowest and the widest, in either language. */
const again = ways.slice(2);

/** Pages for whoever is not signed in. */
const signedOut = ["/sign-in", "/sign-in/code", "/my/sign-in"];

/** Pages that need more than an address; each is read in every way by the test that stands here. The list only shrinks. */
const readElsewhere: Readonly<Record<string, string>> = {
  "/c/$community/imports/$import": "src/web/desk/pages/import-page.test.ts",
};

/** The addresses of one entry's table of routes, `$` before what varies. */
function addresses(entry: "desk" | "resident"): string[] {
  const code = readFileSync(new URL(`../src/web/${entry}/routes.tsx`, import.meta.url), "utf8");
  const found =
    entry === "desk" ? deskAddresses(code) : ["/my", ...[...code.matchAll(/^ {2}"(\/my[^"]+)": /gm)].map(([, path = ""]) => path)];
  expect(found.length).toBeGreaterThan(8);
  return found.sort((left, right) => left.split("/").length - right.split("/").length);
}

function deskAddresses(code: string): string[] {
  const told = [...code.matchAll(/\b(?:(community|whole)Page|page)\("([^"]+)"|getParentRoute: \(\) => (\w+),\s+path: "([^"]+)"/g)];
  // A page that is declared in another way would be left out unseen.
  expect(told.length).toBe([...code.matchAll(/\b(?:\w+Page|page)\("|\bpath: "/g)].length);
  return told
    .map(([, kind, called, parent, path = called ?? ""]) =>
      kind === "community" || parent === "community" ? `/c/$community${path}` : path,
    )
    .filter((path) => path !== "/" && path !== "/c/$community")
    .map((path) => path.replace(/(.)\/$/, "$1"));
}

/** Reads every page. What an address varies by is taken from the links of the pages before it, or from the examples. */
async function readAll(entry: "desk" | "resident", visit: Visit, examples: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const seen = new Set<string>();
  for (const pattern of addresses(entry)) {
    if (pattern in readElsewhere || signedOut.includes(pattern)) continue;
    const own = pattern.replace("$community", sampleCommunity);
    const link = linked(own, seen);
    const found = examples[own] ?? (link === undefined && !own.includes("$") ? [own] : [link ?? ""]);
    expect([`a link to ${own}, or an example of it`, found.includes("")]).toEqual([`a link to ${own}, or an example of it`, false]);
    for (const [at, path] of found.entries()) {
      await visit.page.goto(path);
      await settled(visit.page);
      await visit.holdsIn(`every${pattern.replaceAll(/[/$]+/g, "-")}${at === 0 ? "" : `-${at + 1}`}`, at === 0 ? ways : again);
      const links = await visit.page.locator("a[href]").evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""));
      for (const each of links) seen.add(each);
    }
  }
}

/** The first link that was seen to such a page, with what it asks besides. */
function linked(pattern: string, seen: ReadonlySet<string>): string | undefined {
  const expression = new RegExp(`^${pattern.replaceAll(/\$\w+/g, "[^/?#]+")}(?:[?#]|$)`);
  return [...seen].find((link) => expression.test(link));
}

/** Waits until a page shows what it is for. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.locator(".waiting").waitFor({ state: "detached" });
}

test("the pages of whoever is not signed in", async () => {
  const visit = await pages.visit({ path: "/sign-in" });
  for (const path of signedOut) {
    await visit.page.goto(path);
    await settled(visit.page);
    await visit.holdsIn(`every${path.replaceAll("/", "-")}`, ways);
  }
  await visit.context.close();
});

/** An element of each kind: the person of the pages' tests, and of the others the one of which most rows speak. */
async function oneOfEachKind(): Promise<string[]> {
  const actor = { name: "administrator", role: "administrator", purpose: "verify" } as const;
  const [person] = (await findElements(pages.registry, actor, sampleCommunity, "夏菊花")).filter(({ kind }) => kind === "person");
  const scope = { communities: [Number(sampleCommunity)], actor: actor.name, role: actor.role, purpose: actor.purpose };
  const others = await pages.registry.store.transaction(scope, (tx) =>
    tx.query<{ kind: ElementKind; id: string }>(
      `SELECT DISTINCT ON (kind) kind, id FROM element WHERE community_id = $1 AND current AND kind <> 'person'
       ORDER BY kind, cardinality(mention_ids) DESC, id`,
      [Number(sampleCommunity)],
    ),
  );
  expect(others.map(({ kind }) => kind).sort()).toEqual(["dwelling", "household", "organisation"]);
  return [person?.id ?? "", ...others.map(({ id }) => id)];
}

test("the desk's pages", async () => {
  const kinds = await oneOfEachKind();
  const visit = await pages.visit({ as: "administrator", path: "/account", purpose: "verify" });
  await readAll("desk", visit, {
    [`/c/${sampleCommunity}/element/$element`]: kinds.map((id) => `/c/${sampleCommunity}/element/${id}`),
  });
  await visit.context.close();
});

test("the resident's pages", async () => {
  const visit = await pages.visit({ as: "resident", path: "/my" });
  await readAll("resident", visit, {});
  await visit.context.close();
});
