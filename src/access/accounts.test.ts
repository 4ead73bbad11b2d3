import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { AccountDeps } from "./account-deps.ts";
import { changeAccount, createAccount, inviteResident, listAccounts, readAccount, resetPassword } from "./accounts.ts";
import { createToken, listTokens, readToken, revokeToken } from "./api-tokens.ts";
import { Action, type Actor, Role } from "./contract.ts";
import { openKeyring } from "./keyring.ts";
import { signInByCode } from "./sign-in.ts";

const community = 330782002031;
const administrator: Actor = { name: "admin", role: Role.administrator, purpose: "" };
const place = { address: "192.0.2.9", samplesAllowed: false };
let opened: TestStore;
let deps: AccountDeps;
let clock = new Date("2026-03-02T09:00:00Z");

beforeAll(async () => {
  opened = await testStore();
  deps = {
    store: opened.store,
    keyring: await openKeyring("/nowhere", { WEINAO_KEY: Buffer.alloc(32, 7).toString("hex") }),
    now: () => clock,
  };
});
afterAll(() => opened.close());

const create = (name: string, role: "worker" | "administrator" = "worker") =>
  createAccount(deps, administrator, { name, label: name, role, communities: [community, community] });

async function made(name: string, role: "worker" | "administrator" = "worker") {
  const created = await create(name, role);
  if (!created.accepted) throw new Error(created.refusal);
  return created.value;
}

test("a name is one account, however it is written, and made of plain characters", async () => {
  await made("王芳.1");
  expect(await create(" 王芳.1 ")).toMatchObject({ refusal: "account-name-taken" });
  expect((await Promise.all([create("twice"), create("Ｔwice")])).filter((each) => each.accepted)).toHaveLength(1);
  for (const name of ["", "a", "a b", "<b>", "x".repeat(64), "-dash"])
    expect(await create(name)).toMatchObject({ refusal: "account-name-invalid" });
});

test("two administrators who change one account at once: the second is told, nothing is lost", async () => {
  const { account } = await made("conflict");
  const changes = await Promise.all([
    changeAccount(deps, administrator, account.id, account.version, { label: "一" }),
    changeAccount(deps, administrator, account.id, account.version, { communities: [] }),
  ]);
  expect(changes.filter((each) => each.accepted)).toHaveLength(1);
  expect(changes.filter((each) => !each.accepted)).toMatchObject([{ refusal: "account-changed", detail: "2" }]);
  expect((await readAccount(deps, administrator, account.id))?.version).toBe(2);
});

test("the last administrator who can come in cannot be closed or demoted", async () => {
  const one = await made("admin-one", "administrator");
  const come = await signInByCode(deps, place, { code: one.code.code, password: "two words of mine" });
  expect(come.accepted).toBe(true);
  const waiting = await made("admin-two", "administrator");
  for (const change of [{ active: false }, { role: Role.worker }] as const)
    expect(await changeAccount(deps, administrator, one.account.id, 2, change)).toMatchObject({ refusal: "account-last-administrator" });
  expect((await signInByCode(deps, place, { code: waiting.code.code, password: "two words of mine" })).accepted).toBe(true);
  expect(await changeAccount(deps, administrator, one.account.id, 2, { active: false })).toMatchObject({ accepted: true });
});

test("a reset tells a new code; residents' accounts are neither listed nor changed here", async () => {
  const { account, code } = await made("forgetful");
  const reset = await resetPassword(deps, administrator, account.id);
  if (!reset.accepted) throw new Error(reset.refusal);
  expect(reset.value.code).not.toBe(code.code);
  const resident = await inviteResident(
    deps,
    { name: "wang", role: Role.worker, purpose: "" },
    { community, person: "01936f3a-0000-7000-8000-000000000001" },
  );
  const names = (await listAccounts(deps, administrator, "", 100)).map((each) => each.name);
  expect(names).toContain("forgetful");
  expect(names).not.toContain(resident.name);
  expect(names).toEqual([...names].sort());
  expect((await listAccounts(deps, administrator, "forgetful", 1)).map((each) => each.name)).not.toContain("forgetful");
});

test.each([Role.worker, Role.office, Role.resident, Role.provider, Role.auditor, Role.system])(
  "a %s makes no accounts and no tokens",
  async (role) => {
    const actor: Actor = { name: "x", role, purpose: "" };
    expect(() => createAccount(deps, actor, { name: "y", label: "", role: Role.worker, communities: [] })).toThrow(/may not/);
    expect(() => createToken(deps, actor, { label: "", community, scopes: [], expiresAt: clock })).toThrow(/may not/);
  },
);

test("a department's token opens until it expires or is revoked, and is kept as a hash", async () => {
  const draft = { label: "民政", community, scopes: [Action.import], expiresAt: new Date(clock.getTime() + 3_600_000) } as const;
  const { token, kept } = await createToken(deps, administrator, draft);
  expect(await readToken(deps, token)).toMatchObject({ id: kept.id, community, scopes: ["registry:import"], createdBy: "admin" });
  expect(await readToken(deps, `${token}x`)).toBeNull();
  expect(JSON.stringify(await listTokens(deps, administrator))).not.toContain(token);
  const second = await createToken(deps, administrator, draft);
  expect(await revokeToken(deps, administrator, kept.id)).toMatchObject({ accepted: true });
  expect(await revokeToken(deps, administrator, kept.id)).toMatchObject({ refusal: "token-unknown" });
  expect(await readToken(deps, token)).toBeNull();
  clock = new Date(clock.getTime() + 3_600_001);
  expect(await readToken(deps, second.token)).toBeNull();
});

test("an ordinary transaction sees nothing of accounts and cannot write them, whatever it claims to be", async () => {
  const tables = [
    "account",
    "account_community",
    "account_event",
    "session",
    "one_time_code",
    "recovery_code",
    "sign_in_attempt",
    "api_token",
  ];
  const owner = new pg.Client(opened.url);
  await owner.connect();
  const rows = await Promise.all(
    ["account", "one_time_code", "api_token"].map(async (table) => (await owner.query(`SELECT FROM ${table}`)).rowCount),
  );
  await owner.end();
  expect(rows.every((count) => (count ?? 0) > 0)).toBe(true);
  for (const role of [...Object.values(Role), "", "Authentication"]) {
    const scope = { communities: [community], actor: "a", purpose: "p", role };
    for (const table of tables) expect(await opened.store.transaction(scope, (tx) => tx.query(`SELECT * FROM ${table}`))).toEqual([]);
    const write = opened.store.transaction(scope, (tx) =>
      tx.execute("INSERT INTO account_community (account_id, granted_community_id) VALUES ($1, 1)", [
        "01936f3a-0000-7000-8000-000000000001",
      ]),
    );
    await expect(write).rejects.toMatchObject({ code: "42501" });
  }
});
