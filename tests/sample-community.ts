import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { createSampleAccounts, type Keyring, openKeyring, type SampleAccount } from "#access";
import { loadRegisters } from "#exchange";
import { findElements, importFiles, listCorrections, nameCommunity, type RegistryDeps } from "#registry";
import type { Store } from "#store/contract";
import { openFilledStore, type TestStore } from "../src/store/testing.ts";
// Says what a run provides.
import type {} from "./postgres.ts";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** The made-up community of samples/. */
export const sampleCommunity = "330782099001";
/** A second one, to which nobody of the first may come. */
export const otherCommunity = "330782099002";
/** Password of every account of the tests. */
export const samplePassword = "qingfeng-sample";
export const departmentsFolder = folder("../departments/");
/** The day on which the samples' truth holds. */
export const sampleDay = "2025-06-30";

/** The setting that gives the key with which the samples are sealed in tests; workers of the server need it too. */
export const sampleEnvironment = { WEINAO_KEY: Buffer.alloc(32, 5).toString("base64") };
const sampleKeyring = (): Promise<Keyring> => openKeyring("/nowhere", sampleEnvironment);

/** Paths of the departments' files in samples/. */
export async function sampleFiles(): Promise<string[]> {
  const entries = await readdir(folder("../samples/"), { withFileTypes: true });
  const sheets = entries.filter((entry) => entry.isFile() && /\.(xlsx|xls|csv|txt)$/.test(entry.name));
  return sheets.map((entry) => `${entry.parentPath}${entry.name}`).sort();
}

/**
 * A store of one's own in which the sample community is imported, with accounts `administrator`, `worker`, `office`, `auditor`, `resident`
 * and `provider`, and `stranger`, a worker of another community. The import runs once for all tests.
 */
export async function sampleStore(): Promise<TestStore & { readonly registry: RegistryDeps }> {
  const keyring = await sampleKeyring();
  const depsOn = (store: Store): RegistryDeps => ({ store, keyring, departmentsFolder });
  const opened = await openFilledStore(inject("postgresHome"), "samples", (store) => fill(depsOn(store)));
  return { ...opened, registry: depsOn(opened.store) };
}

/** Names a community in which nothing has been imported yet; gives its code. */
export async function emptyCommunity(registry: RegistryDeps): Promise<string> {
  const code = "330782099777";
  const named = await nameCommunity(registry, { name: "samples", role: "administrator", purpose: "" }, code, "试验社区");
  if (!named.accepted) throw new Error(named.refusal);
  return code;
}

async function fill(registry: RegistryDeps): Promise<void> {
  const actor = { name: "samples", role: "administrator", purpose: "migration" } as const;
  const registers = await loadRegisters(departmentsFolder);
  const request = { community: sampleCommunity, files: await sampleFiles(), registers, today: sampleDay };
  const imported = await importFiles(registry, actor, request);
  if (!imported.accepted) throw new Error(imported.refusal);
  await nameCommunity(registry, actor, sampleCommunity, "青枫社区");
  const [one] = request.files;
  await importFiles(registry, actor, { ...request, community: otherCommunity, files: one ? [one] : [] });
  const person = (await findElements(registry, actor, sampleCommunity, "夏菊花")).find((each) => each.kind === "person");
  if (person === undefined) throw new Error("the samples' 夏菊花 is not there");
  const community = Number(sampleCommunity);
  const of = (role: SampleAccount["role"], name: string = role, communities = [community]): SampleAccount => {
    return { name, label: `示例${name}`, role, communities, person: null, password: samplePassword };
  };
  await createSampleAccounts(registry, [
    of("administrator", "administrator", []),
    ...(["worker", "office", "auditor", "provider"] as const).map((role) => of(role)),
    { ...of("resident"), person: { community, person: person.id } },
    of("worker", "stranger", [Number(otherCommunity)]),
  ]);
}

/** What residents of the sample community have said is wrong, and nobody has answered, as a worker reads it. */
export const waitingCorrections = (registry: RegistryDeps) =>
  listCorrections(registry, { name: "worker", role: "worker", purpose: "correction" }, sampleCommunity, { state: "open" });
