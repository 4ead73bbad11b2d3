import { expect, test } from "vitest";
import { run } from "./testing.ts";

const commands = [
  "start",
  "import",
  "show",
  "explain",
  "resolve",
  "export",
  "fill",
  "check",
  "reviews",
  "decide",
  "merge",
  "split",
  "state",
  "decisions",
  "audit",
  "undo",
] as const;

test.each(commands)("help of %s, in both languages", async (command) => {
  const english = await run([command, "--help"]);
  const chinese = await run([command, "--help", "--lang", "zh"]);
  expect([english.exitCode, chinese.exitCode]).toEqual([0, 0]);
  expect(english.out).toMatch(new RegExp(`^Usage: weinao ${command}`));
  expect(english.out).toContain("Options:");
  expect(chinese.out).toMatch(new RegExp(`^用法： weinao ${command}`));
  expect(chinese.out).toContain("选项：");
  // What the parser says by itself must not leak into Chinese help.
  expect(chinese.out).not.toMatch(/Usage|Options|Arguments|choices|default/);
  for (const option of ["--lang", "--help"]) expect(english.out).toContain(option);
  expect(english.err).toBe("");
});

test("every command that touches people takes an actor, a purpose and a community", async () => {
  for (const command of commands.filter((name) => name !== "start")) {
    const { out } = await run([command, "--help"]);
    for (const option of ["--actor", "--purpose", "--community", "--json"])
      expect([command, out]).toEqual([command, expect.stringContaining(option)]);
  }
});

test("help lists every command and needs no database", async () => {
  const { exitCode, out } = await run(["--help"], { openFails: new Error("opened") });
  expect(exitCode).toBe(0);
  for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command} `, "m"));
});

test("no command at all shows the help on stderr and is a mistake of usage", async () => {
  const { exitCode, out, err } = await run([]);
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err).toContain("Usage: weinao");
});

test("--version prints the version", async () => {
  expect(await run(["--version"])).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});

test.each([
  ["command-unknown", ["improt"], "improt", "Did you mean import?"],
  ["command-unknown", ["nothing-like-it"], "nothing-like-it", "--help"],
  ["option-unknown", ["check", "--comunity", "1"], "--comunity", "Did you mean --community?"],
  ["option-missing", ["import", "a.xlsx"], "--community", "--help"],
  ["option-missing", ["export", "links"], "--out", "--help"],
  ["option-value-missing", ["check", "--community"], "--community", "--help"],
  ["argument-missing", ["import", "--community", "330782002014"], "files", "--help"],
  ["argument-excess", ["reviews", "x", "y"], "reviews", "quotes"],
  ["choice-unknown", ["export", "people", "--out", "a.csv"], "persons", ""],
  ["choice-unknown", ["check", "--lang", "fr"], "fr", ""],
  ["choice-unknown", ["start", "--port", "99999"], "99999", ""],
  ["choice-unknown", ["audit", "--limit", "-3"], "-3", ""],
  ["option-conflict", ["fill", "f.xlsx", "--out", "o.xlsx", "--where", "age > 1", "--for", "x"], "--where", ""],
  ["day-invalid", ["fill", "f.xlsx", "--out", "o.xlsx", "--as-of", "2025-02-30"], "2025-02-30", "YYYY-MM-DD"],
  ["day-invalid", ["audit", "--since", "yesterday"], "yesterday", "YYYY-MM-DD"],
  ["out-is-template", ["fill", "./f.xlsx", "--out", "f.xlsx"], "", "--out"],
] as const)("%s: weinao %j", async (code, words, named, advice) => {
  for (const language of ["en", "zh"]) {
    const ran = await run([...words], { environment: { LANG: language }, openFails: new Error("a wrong command line opens nothing") });
    expect([ran.exitCode, ran.out]).toEqual([2, ""]);
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.err).toContain(named);
    if (language === "en") expect(ran.err).toContain(advice);
    else expect(ran.err).toMatch(/[\u4e00-\u9fff]/);
    expect(ran.err).not.toContain("error:");
  }
});

test("with --json a failure is one JSON object on stdout and words on stderr", async () => {
  const ran = await run(["export", "people", "--out", "a.csv", "--json"]);
  expect(JSON.parse(ran.out)).toMatchObject({ ok: false, exitCode: 2, error: { code: "choice-unknown", message: expect.any(String) } });
  expect(ran.err).toContain("[choice-unknown]");
});

test("trouble with the data is told in the language asked for, with its code and exit code 6", async () => {
  const failure = Object.assign(new Error("disk"), {
    name: "StoreFailure",
    code: "disk-full",
    messages: { zh: "磁盘已满", en: "The disk is full" },
  });
  expect(await run(["check"], { openFails: failure })).toMatchObject({
    exitCode: 6,
    out: "",
    err: expect.stringContaining("The disk is full [disk-full]"),
  });
  expect(await run(["check", "--lang", "zh"], { openFails: failure })).toMatchObject({
    err: expect.stringContaining("磁盘已满 [disk-full]"),
  });
});

test("what an actor's role forbids has an exit code of its own", async () => {
  const failure = Object.assign(new Error("no"), { name: "AccessFailure", code: "role-forbids", messages: { zh: "无权", en: "may not" } });
  expect((await run(["check"], { openFails: failure })).exitCode).toBe(9);
});

test("a bug is told as one, with its trace on stderr and exit code 1", async () => {
  const ran = await run(["check", "--json"], { openFails: new TypeError("undefined is not a function") });
  expect(ran.exitCode).toBe(1);
  expect(ran.err).toMatch(/bug[\s\S]*TypeError/);
  expect(JSON.parse(ran.out)).toMatchObject({ ok: false, exitCode: 1, error: { code: "bug" } });
});

test("start hands its options on", async () => {
  const given: unknown[] = [];
  const serve = async (options: unknown) => {
    given.push(options);
    return 0 as const;
  };
  await run(["start", "--port", "0", "--host", "0.0.0.0", "--no-samples", "--lang", "zh"], { serve });
  await run(["start"], { serve });
  expect(given).toEqual([
    { language: "zh", port: 0, host: "0.0.0.0", samples: false },
    { language: "en", samples: true },
  ]);
});

test("the operations are closed however a command ends", async () => {
  const closed: string[] = [];
  const operations = {
    close: async () => void closed.push("closed"),
    communities: async (): Promise<string[]> => {
      throw new Error("broken");
    },
  };
  await run(["check"], { operations });
  expect(closed).toEqual(["closed"]);
});
