import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { type CommunityKeys, communityKeys, rotateMasterKey } from "./community-keys.ts";
import { AccessCode, Role } from "./contract.ts";
import { openKeyring } from "./keyring.ts";

const here = 330782002001;
const there = 330782002002;
const administrator = { name: "root", role: Role.administrator, purpose: "test" };
const noEnvironment = {};
let opened: TestStore;
let home: string;

beforeAll(async () => {
  opened = await testStore();
  home = await mkdtemp(join(tmpdir(), "weinao-keys-"));
});
afterAll(async () => {
  await opened.close();
  await rm(home, { recursive: true });
});

async function keysOf(community: number, folder = home): Promise<CommunityKeys> {
  const keyring = await openKeyring(folder, noEnvironment);
  return opened.store.transaction({ communities: [community], actor: "a", purpose: "p", role: "worker" }, async (tx) => {
    await tx.execute("INSERT INTO community VALUES ($1, 'x', '{}', $2) ON CONFLICT DO NOTHING", [community, new Date()]);
    return communityKeys(tx, keyring, community);
  });
}

test("what is sealed opens again, whatever the text and context, and never looks the same twice", async () => {
  const keys = await keysOf(here);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.option(fc.string(), { nil: undefined }), (text, context) => {
      const sealed = keys.seal(text, context);
      expect(keys.unseal(sealed, context)).toBe(text.toWellFormed());
      expect(keys.seal(text, context).equals(sealed)).toBe(false);
    }),
  );
});

test("any changed byte, another context, another community and cut bytes are refused", async () => {
  const [keys, others] = [await keysOf(here), await keysOf(there)];
  const sealed = keys.seal("330782195003120013", "idNumber");
  const broken = expect.objectContaining({ code: AccessCode.sealBroken });
  for (let byte = 0; byte < sealed.length; byte += 1) {
    const changed = Buffer.from(sealed);
    changed[byte] = (changed[byte] as number) ^ 1;
    expect(() => keys.unseal(changed, "idNumber")).toThrow(broken);
    expect(() => keys.unseal(sealed.subarray(0, byte), "idNumber")).toThrow(broken);
  }
  expect(() => keys.unseal(sealed)).toThrow(broken);
  expect(() => keys.unseal(sealed, "phone")).toThrow(broken);
  expect(() => others.unseal(sealed, "idNumber")).toThrow(broken);
  expect(sealed.includes("3307821950")).toBe(false);
});

test("equal values hash alike in one community and kind, and nowhere else; across runs too", async () => {
  const [keys, again, others] = [await keysOf(here), await keysOf(here), await keysOf(there)];
  const hash = keys.hash("idNumber", "330782195003120013");
  expect(hash.length).toBe(16);
  expect(again.hash("idNumber", "330782195003120013").equals(hash)).toBe(true);
  for (const other of [
    keys.hash("phone", "330782195003120013"),
    keys.hash("idNumber", "330782195003120012"),
    others.hash("idNumber", "330782195003120013"),
  ]) {
    expect(other.equals(hash)).toBe(false);
  }
});

test("the master key's file is closed to others", async () => {
  await keysOf(here);
  expect((await stat(join(home, "keys", "master.key"))).mode & 0o777).toBe(0o600);
  expect((await stat(join(home, "keys"))).mode & 0o777).toBe(0o700);
});

test("another master key is told apart from damage", async () => {
  await keysOf(here);
  const other = await mkdtemp(join(tmpdir(), "weinao-keys-"));
  await expect(keysOf(here, other)).rejects.toMatchObject({ code: AccessCode.keyWrong });
  await rm(other, { recursive: true });
});

test("a key can be given by the environment, and a bad or missing one is named", async () => {
  const hex = "ab".repeat(32);
  const fromText = await openKeyring(home, { WEINAO_KEY: hex });
  const file = join(home, "given.key");
  await writeFile(file, Buffer.from(hex, "hex").toString("base64"));
  expect((await openKeyring(home, { WEINAO_KEY_FILE: file })).masterId).toBe(fromText.masterId);
  await expect(openKeyring(home, { WEINAO_KEY: "short" })).rejects.toMatchObject({ code: AccessCode.keyUnreadable });
  await expect(openKeyring(home, { WEINAO_KEY_FILE: `${file}.gone` })).rejects.toMatchObject({ code: AccessCode.keyMissing });
  await writeFile(file, "");
  await expect(openKeyring(home, { WEINAO_KEY_FILE: file })).rejects.toMatchObject({ code: AccessCode.keyUnreadable });
});

test("processes that make the first key at once agree on it", async () => {
  const fresh = await mkdtemp(join(tmpdir(), "weinao-keys-"));
  const rings = await Promise.all(Array.from({ length: 8 }, () => openKeyring(fresh, noEnvironment)));
  expect(new Set(rings.map((ring) => ring.masterId)).size).toBe(1);
  await rm(fresh, { recursive: true });
});

test("after a rotation old seals open, the old key is gone, and alone it opens nothing", async () => {
  const before = await keysOf(here);
  const sealed = before.seal("before");
  const oldKey = (await readFile(join(home, "keys", "master.key"), "utf8")).trim();
  expect(await rotateMasterKey(opened.store, home, administrator, noEnvironment)).toBeGreaterThanOrEqual(1);
  const after = await keysOf(here);
  expect(after.unseal(sealed)).toBe("before");
  expect(after.hash("k", "v").equals(before.hash("k", "v"))).toBe(true);
  const left = await readFile(join(home, "keys", "master.key"), "utf8");
  expect(left).not.toContain(oldKey);
  const onlyOld = await openKeyring(home, { WEINAO_KEY: oldKey });
  const opening = opened.store.transaction({ communities: [here], actor: "a", purpose: "p", role: "worker" }, (tx) =>
    communityKeys(tx, onlyOld, here),
  );
  await expect(opening).rejects.toMatchObject({ code: AccessCode.keyWrong });
});

test("only an administrator rotates", async () => {
  await expect(rotateMasterKey(opened.store, home, { ...administrator, role: Role.worker }, noEnvironment)).rejects.toMatchObject({
    code: AccessCode.roleForbids,
  });
});
