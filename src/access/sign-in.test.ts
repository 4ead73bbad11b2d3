import { Secret, TOTP } from "otpauth";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { AccountDeps } from "./account-deps.ts";
import { changeAccount, createAccount, createSampleAccounts, ensureAdministrator, inviteResident } from "./accounts.ts";
import { type Actor, Role, type Session } from "./contract.ts";
import { openKeyring } from "./keyring.ts";
import { confirmSecondFactor, startSecondFactor, stopSecondFactor } from "./second-factor.ts";
import { closeSession, readSession, sweepAccounts } from "./sessions.ts";
import { changePassword, signIn, signInByCode, signInBySubject } from "./sign-in.ts";

const community = 330782002031;
const key = Buffer.alloc(32, 7).toString("base64");
const password = "清风徐来，水波不兴。";
const administrator: Actor = { name: "admin", role: Role.administrator, purpose: "" };
const minute = 60_000;
let opened: TestStore;
let owner: pg.Client;
let deps: AccountDeps;
let clock = new Date("2026-03-02T09:00:00Z");
/** Each test comes from an address of its own: the count of attempts is by address. */
let place = { address: "192.0.2.1", samplesAllowed: false };
let number = 0;

beforeAll(async () => {
  opened = await testStore();
  owner = new pg.Client(opened.url);
  await owner.connect();
  deps = { store: opened.store, keyring: await openKeyring("/nowhere", { WEINAO_KEY: key }), now: () => clock };
});
afterAll(async () => {
  await owner.end();
  await opened.close();
});
beforeEach(() => {
  number += 1;
  place = { address: `192.0.2.${number}`, samplesAllowed: false };
});

const wait = (ms: number) => {
  clock = new Date(clock.getTime() + ms);
};
const refusal = async (outcome: Promise<{ accepted: boolean }>) => {
  const result = (await outcome) as { accepted: boolean; refusal?: string };
  return result.accepted ? "accepted" : result.refusal;
};
const enter = (name: string, given = password, secondFactor?: string) =>
  signIn(deps, place, { name, password: given, ...(secondFactor === undefined ? {} : { secondFactor }) });

/** A worker with a password, signed in by the code that the administrator got. */
async function worker(name: string): Promise<{ id: string; session: Session; token: string }> {
  const created = await createAccount(deps, administrator, { name, label: "王社工", role: Role.worker, communities: [community] });
  if (!created.accepted) throw new Error(created.refusal);
  const come = await signInByCode(deps, place, { code: created.value.code.code, password });
  if (!come.accepted) throw new Error(come.refusal);
  return { id: created.value.account.id, session: come.value.session, token: come.value.token };
}

describe("with a password", () => {
  test("a new worker chooses one with the code, and comes in with it", async () => {
    const { session, token } = await worker("wang");
    expect(session.account).toMatchObject({ name: "wang", role: "worker", communities: [community], hasPassword: true, version: 2 });
    const come = await enter("  WANG ");
    if (!come.accepted) throw new Error(come.refusal);
    expect(come.value.token).not.toBe(token);
    expect((await readSession(deps, come.value.token))?.account.label).toBe("王社工");
    expect(await readSession(deps, `${come.value.token}x`)).toBeNull();
  });

  test("nothing in the database opens the door: tokens, codes and passwords are hashes", async () => {
    const { token } = await worker("chen");
    const dump = JSON.stringify(
      await Promise.all(
        ["account", "session", "one_time_code", "account_event"].map(
          async (table) => (await owner.query(`SELECT to_jsonb(t) AS row FROM ${table} t`)).rows,
        ),
      ),
    );
    expect(dump).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
    expect(dump).not.toContain(token);
    expect(dump).not.toContain(password);
  });

  test("a wrong name, a wrong password and a closed account are told alike", async () => {
    const { id } = await worker("zhao");
    expect(await enter("nobody")).toEqual(await enter("zhao", "wrong password"));
    const closed = await changeAccount(deps, administrator, id, 2, { active: false });
    expect(closed.accepted).toBe(true);
    expect(await enter("zhao")).toEqual(await enter("nobody"));
  });

  test("closing an account ends its sessions", async () => {
    const { id, token } = await worker("qian");
    expect(await readSession(deps, token)).not.toBeNull();
    await changeAccount(deps, administrator, id, 2, { active: false });
    expect(await readSession(deps, token)).toBeNull();
  });

  test("changing it asks for the old one and ends all other sessions", async () => {
    const { session, token } = await worker("sun");
    const other = await enter("sun");
    if (!other.accepted) throw new Error(other.refusal);
    expect(await refusal(changePassword(deps, session, "not it", "another good one"))).toBe("password-wrong");
    expect(await refusal(changePassword(deps, session, password, "short"))).toBe("password-too-short");
    expect(await refusal(changePassword(deps, session, password, "another good one"))).toBe("accepted");
    expect(await readSession(deps, token)).not.toBeNull();
    expect(await readSession(deps, other.value.token)).toBeNull();
    expect(await refusal(enter("sun"))).toBe("sign-in-refused");
    expect(await refusal(enter("sun", "another good one"))).toBe("accepted");
  });

  test("what is guessed first is too simple", async () => {
    const created = await createAccount(deps, administrator, { name: "li.worker", label: "", role: Role.worker, communities: [] });
    if (!created.accepted) throw new Error(created.refusal);
    const { code } = created.value.code;
    for (const simple of ["1234567890", "aaaaaaaaaaaa", "abcabcabcabc", "li.worker2026", "password2024", "abcdefghijk", "woaini5201314"])
      expect([simple, await refusal(signInByCode(deps, place, { code, password: simple }))]).toEqual([simple, "password-too-simple"]);
  });
});

describe("the limit of attempts", () => {
  test("after five on a name it waits, longer each time, whether the name exists or not; then the right password comes in", async () => {
    await worker("zhou");
    for (const name of ["zhou", "ghost"]) {
      for (let attempt = 1; attempt <= 5; attempt += 1) expect(await refusal(enter(name, "wrong"))).toBe("sign-in-refused");
      expect(await enter(name)).toMatchObject({ refusal: "sign-in-throttled", detail: "30" });
      wait(10_000);
      expect(await enter(name)).toMatchObject({ refusal: "sign-in-throttled", detail: "20" });
      wait(21_000);
      expect(await enter(name)).toMatchObject({ refusal: "sign-in-throttled", detail: "60" });
      wait(16 * minute);
    }
    expect(await refusal(enter("zhou"))).toBe("accepted");
    expect(await refusal(enter("zhou", "wrong"))).toBe("sign-in-refused");
  });

  test("guesses at many names or codes from one address wait too, and many at once do not slip through", async () => {
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, at) => refusal(signInByCode(deps, place, { code: `0000-0000-${1000 + at}` }))),
    );
    expect(guesses.filter((each) => each === "one-time-code-refused")).toHaveLength(30);
    expect(await refusal(enter("somebody"))).toBe("sign-in-throttled");
  });
});

describe("sessions", () => {
  test("end after two idle hours, after a working day however busy, and when closed; then they are swept away", async () => {
    const { token: idle } = await worker("wu");
    const { token: busy } = await worker("zheng");
    wait(121 * minute);
    expect(await readSession(deps, idle)).toBeNull();
    const again = await enter("zheng");
    if (!again.accepted) throw new Error(again.refusal);
    for (let hour = 0; hour < 11; hour += 1) {
      wait(60 * minute);
      expect(await readSession(deps, again.value.token)).not.toBeNull();
    }
    wait(61 * minute);
    expect(await readSession(deps, again.value.token)).toBeNull();
    const third = await enter("zheng");
    if (!third.accepted) throw new Error(third.refusal);
    await closeSession(deps, third.value.token);
    expect(await readSession(deps, third.value.token)).toBeNull();
    await sweepAccounts(deps);
    expect((await owner.query("SELECT FROM session WHERE seen_at < $1", [new Date(clock.getTime() - 121 * minute)])).rowCount).toBe(0);
    expect(busy).not.toBe(idle);
  });
});

describe("one-time codes", () => {
  test("work once, however they are typed, until they expire or a newer one is made", async () => {
    const person = { community, person: "01936f3a-0000-7000-8000-000000000001" };
    const actor: Actor = { name: "wang", role: Role.worker, purpose: "" };
    const first = await inviteResident(deps, actor, person);
    const second = await inviteResident(deps, actor, person);
    expect(second.name).toBe(first.name);
    expect(await refusal(signInByCode(deps, place, { code: first.code }))).toBe("one-time-code-refused");
    const come = await signInByCode(deps, place, {
      code: ` ${second.code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")}`,
    });
    if (!come.accepted) throw new Error(come.refusal);
    expect(come.value.session.account).toMatchObject({ role: "resident", person, communities: [community], label: "" });
    expect(await refusal(signInByCode(deps, place, { code: second.code }))).toBe("one-time-code-refused");
    const third = await inviteResident(deps, actor, person);
    wait(7 * 24 * 60 * minute + 1);
    expect(await refusal(signInByCode(deps, place, { code: third.code }))).toBe("one-time-code-refused");
  });

  test("one that sets a password is not used up by asking or by a bad password", async () => {
    const created = await createAccount(deps, administrator, { name: "feng", label: "", role: Role.office, communities: [] });
    if (!created.accepted) throw new Error(created.refusal);
    const { code } = created.value.code;
    expect(await signInByCode(deps, place, { code })).toMatchObject({ refusal: "password-needed", detail: "feng" });
    expect(await refusal(signInByCode(deps, place, { code, password: "short" }))).toBe("password-too-short");
    expect(await refusal(signInByCode(deps, place, { code, password }))).toBe("accepted");
    expect(await refusal(signInByCode(deps, place, { code, password }))).toBe("one-time-code-refused");
  });

  test("two at once with one code: one comes in", async () => {
    const { code } = await inviteResident(deps, administrator, { community, person: "01936f3a-0000-7000-8000-000000000002" });
    const outcomes = await Promise.all([1, 2].map(() => refusal(signInByCode(deps, place, { code }))));
    expect(outcomes.sort()).toEqual(["accepted", "one-time-code-refused"]);
  });
});

describe("the second factor", () => {
  test("counts once confirmed, takes no password twice, accepts a recovery code once, and can be ended", async () => {
    const { session } = await worker("han");
    const draft = await startSecondFactor(deps, session);
    expect(draft.uri).toMatch(/^otpauth:\/\/totp\/Weinao:han\?/);
    const app = new TOTP({ secret: Secret.fromBase32(draft.secret) });
    const now = () => app.generate({ timestamp: clock.getTime() });
    expect(await refusal(confirmSecondFactor(deps, session, "000000"))).toBe("second-factor-wrong");
    expect(await refusal(enter("han"))).toBe("accepted");
    const confirmed = await confirmSecondFactor(deps, session, now());
    if (!confirmed.accepted) throw new Error(confirmed.refusal);
    expect(new Set(confirmed.value).size).toBe(10);

    expect(await refusal(enter("han"))).toBe("second-factor-needed");
    expect(await refusal(enter("han", "wrong", now()))).toBe("sign-in-refused");
    expect(await refusal(enter("han", password, now()))).toBe("second-factor-wrong");
    wait(30_000);
    expect(await refusal(enter("han", password, now()))).toBe("accepted");
    expect(await refusal(enter("han", password, now()))).toBe("second-factor-wrong");
    const [recovery = ""] = confirmed.value;
    expect(await refusal(enter("han", password, recovery.toLowerCase()))).toBe("accepted");
    expect(await refusal(enter("han", password, recovery))).toBe("second-factor-wrong");
    wait(30_000);
    expect(await refusal(stopSecondFactor(deps, session, now()))).toBe("accepted");
    expect(await refusal(enter("han"))).toBe("accepted");
  });

  test("starting anew does not switch a confirmed one off", async () => {
    const { session } = await worker("yang");
    const draft = await startSecondFactor(deps, session);
    const app = new TOTP({ secret: Secret.fromBase32(draft.secret) });
    await confirmSecondFactor(deps, session, app.generate({ timestamp: clock.getTime() }));
    await startSecondFactor(deps, session);
    expect(await refusal(enter("yang"))).toBe("second-factor-needed");
    wait(30_000);
    expect(await refusal(enter("yang", password, app.generate({ timestamp: clock.getTime() })))).toBe("accepted");
  });
});

test("the organisation's sign-in brings in whom an administrator made an account for, and binds the account to its subject", async () => {
  await worker("jiang");
  const vouched = { subject: "https://id.example|1", name: "Jiang" };
  expect(await refusal(signInBySubject(deps, { ...vouched, name: "stranger" }))).toBe("sign-in-refused");
  expect(await refusal(signInBySubject(deps, vouched))).toBe("accepted");
  expect(await refusal(signInBySubject(deps, { ...vouched, name: "renamed" }))).toBe("accepted");
  expect(await refusal(signInBySubject(deps, { subject: "https://id.example|2", name: "jiang" }))).toBe("sign-in-refused");
});

test("the first start makes an administrator, and tells codes until a password is set", async () => {
  const first = await ensureAdministrator(deps);
  const second = await ensureAdministrator(deps);
  expect(await refusal(signInByCode(deps, place, { code: first?.code ?? "", password }))).toBe("one-time-code-refused");
  const come = await signInByCode(deps, place, { code: second?.code ?? "", password });
  if (!come.accepted) throw new Error(come.refusal);
  expect(come.value.session.account).toMatchObject({ name: "admin", role: "administrator" });
  expect(await ensureAdministrator(deps)).toBeNull();
});

test("sample accounts stay outside where other machines can reach the server", async () => {
  await createSampleAccounts(deps, [
    { name: "sample-worker", label: "示例", role: Role.worker, communities: [community], person: null, password: "weinao-sample" },
  ]);
  expect(await refusal(enter("sample-worker", "weinao-sample"))).toBe("sign-in-refused");
  place = { ...place, samplesAllowed: true };
  expect(await refusal(enter("sample-worker", "weinao-sample"))).toBe("accepted");
});
