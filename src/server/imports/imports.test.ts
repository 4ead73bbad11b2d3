import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, type TestApi, testApi } from "../../../tests/api-client.ts";
import { sampleCommunity, sampleFiles, samplePassword, sampleStore } from "../../../tests/sample-community.ts";
import { workbookTexts } from "../../../tests/workbook-texts.ts";

/** A community of this file's own, so that others' counts stay what they are. */
const community = "330782099777";
const base = `/api/v1/communities/${community}/imports`;
const elders =
  "姓名,性别,身份证号,家庭住址,联系电话,备用栏\n王菊香,女,330782193603140188,青枫花园4幢3单元202室,13700000001,甲\n李大福,男,330725194008151234,青枫花园1幢1单元101室,1370000,乙\n";
const home = mkdtempSync(join(tmpdir(), "weinao-imports-"));
let opened: Awaited<ReturnType<typeof sampleStore>>;
let api: TestApi;
let administrator: Client;

beforeAll(async () => {
  opened = await sampleStore();
  api = await testApi(opened.registry, { home });
  administrator = await api.as("administrator");
  await administrator.send("PUT", `/api/v1/community-names/${community}`, { name: "试验社区" }, { "if-match": '"0"' });
});
afterAll(async () => {
  await api.close();
  await opened.close();
  rmSync(home, { recursive: true, force: true });
});

interface Upload {
  readonly name: string;
  readonly content: string | Buffer;
}

/** Sends files as a browser does. */
function upload(client: Client, files: readonly Upload[], path = base) {
  const boundary = "----weinao";
  const parts = files.flatMap(({ name, content }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ]);
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return client.send("POST", path, body, { "content-type": `multipart/form-data; boundary=${boundary}` });
}

/** Waits until an import rests. */
async function rested(path: string) {
  for (;;) {
    const { body } = await administrator.get(path);
    if (!["waiting", "running", "undoing"].includes(body.state)) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function taken(files: readonly Upload[]) {
  const made = await upload(administrator, files);
  const path = String(made.headers.location);
  expect((await administrator.send("POST", `${path}/start`)).status).toBe(202);
  return { path, job: await rested(path) };
}

describe("handing files in", () => {
  test("to a community that there is not begins none", async () => {
    const sent = await upload(administrator, [{ name: "a.csv", content: elders }], "/api/v1/communities/330782099778/imports");
    expect(sent).toMatchObject({ status: 404, body: { code: "community-unknown" } });
  });

  test("keeps them private under their own names, and takes nothing in yet", async () => {
    const made = await upload(administrator, [
      { name: "高龄老人.csv", content: elders },
      { name: "../../etc/passwd", content: "x" },
    ]);
    expect(made).toMatchObject({
      status: 201,
      body: {
        state: "preparing",
        files: [
          { number: 1, name: "高龄老人.csv", sizeBytes: Buffer.byteLength(elders) },
          { number: 2, name: "passwd" },
        ],
      },
    });
    const folder = join(home, "uploads", made.body.id);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(statSync(join(folder, "1", "高龄老人.csv")).mode & 0o077).toBe(0);
    expect((await administrator.send("DELETE", String(made.headers.location))).status).toBe(204);
    expect(existsSync(folder)).toBe(false);
    expect((await administrator.get(String(made.headers.location))).body.code).toBe("import-unknown");
  });

  test("refuses what is no upload, holds no file or is too large, and leaves nothing behind", async () => {
    expect((await administrator.send("POST", base, { files: [] })).body).toMatchObject({ code: "media-type-unsupported" });
    expect((await upload(administrator, [])).body).toMatchObject({ code: "request-invalid" });
    const before = readdirSync(join(home, "uploads"));
    const large = Buffer.alloc(201 * 1024 * 1024);
    expect((await upload(administrator, [{ name: "a.csv", content: large }])).body).toMatchObject({
      status: 413,
      code: "request-too-large",
    });
    expect(readdirSync(join(home, "uploads"))).toEqual(before);
  });
});

describe("a preview", () => {
  test("shows the sheet as it is, the tables and columns found; a correction changes what they mean", async () => {
    const made = await upload(administrator, [{ name: "高龄老人.csv", content: elders }]);
    const path = String(made.headers.location);
    const { body } = await administrator.get(`${path}/files/1/preview`);
    const second = body.view.rows[1].cells.map((cell: { text: string }) => cell.text);
    expect(second.slice(0, 3)).toEqual(["王菊香", "女", "330782193603140188"]);
    const [table] = body.tables;
    expect(table).toMatchObject({ headerRows: [1, 1], rows: 2, problems: { "phone-too-short": 1 } });
    expect(table.columns[2]).toMatchObject({ header: "身份证号", meaning: "person.subject.idNumber", label: { zh: "公民身份号码" } });
    expect(table.columns[5]).toMatchObject({ header: "备用栏", basis: "unknown" });
    const say = (meaning: string, version = made.headers.etag) => {
      const tables = [{ fingerprint: table.fingerprint, columns: { 备用栏: meaning } }];
      return administrator.send("PUT", `${path}/mappings`, { tables }, version === "" ? {} : { "if-match": String(version) });
    };
    expect((await say("person.nothing")).body).toMatchObject({ code: "mapping-invalid" });
    expect(await say("person.note", "")).toMatchObject({ status: 428, body: { code: "version-missing" } });
    const said = await Promise.all([say("person.note"), say("person.note")]);
    expect(said.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, "version-outdated"]);
    const told = await administrator.get(path);
    expect(told).toMatchObject({ headers: { etag: '"1"' }, body: { version: 1, mappedBy: "administrator" } });
    const again = await administrator.get(`${path}/files/1/preview`);
    expect(again.body.tables[0].columns[5]).toMatchObject({ meaning: "person.subject.note", basis: "confirmed" });
    await administrator.send("DELETE", path);
  });

  test("of a workbook chooses among its sheets; of what is no sheet says so", async () => {
    const workbook = (await sampleFiles()).find((file) => file.endsWith("高龄津贴发放清册.xlsx")) ?? "";
    const made = await upload(administrator, [
      { name: "津贴.xlsx", content: readFileSync(workbook) },
      { name: "图.png", content: Buffer.from("89504e470d0a1a0a", "hex") },
    ]);
    const path = String(made.headers.location);
    const { body } = await administrator.get(`${path}/files/1/preview?rows=5`);
    expect(body.sheets.length).toBeGreaterThan(0);
    expect(body.view.rows.length).toBeLessThanOrEqual(5);
    expect((await administrator.get(`${path}/files/1/preview?sheet=nothing`)).body).toMatchObject({ code: "sheet-unknown" });
    expect((await administrator.get(`${path}/files/2/preview`)).body).toMatchObject({ code: "file-not-a-sheet" });
    expect((await administrator.get(`${path}/files/3/preview`)).body).toMatchObject({ code: "import-state" });
    await administrator.send("DELETE", path);
  });
});

describe("an import", () => {
  test("tells what came of it, gives back the marked workbook, and can be taken back", async () => {
    const { path, job } = await taken([
      { name: "高龄老人.csv", content: elders },
      { name: "坏的.xlsx", content: Buffer.from("504b0304ffffffff", "hex") },
      { name: "高龄老人.csv", content: "姓名,身份证号,联系电话\n王菊香,330782193603140188,1379\n" },
    ]);
    expect(job).toMatchObject({
      state: "done",
      actor: "administrator",
      summary: { rows: 3, elements: { person: { created: 2, total: 2 } }, problems: { "phone-too-short": 2 } },
      files: [{ name: "高龄老人.csv", marked: true }, { marked: false }, { name: "高龄老人.csv", marked: true }],
    });
    expect(job.summary.files.find((file: { state: string }) => file.state === "refused")).toMatchObject({
      file: "坏的.xlsx",
      refusal: { code: expect.stringMatching(/^file-/) },
    });
    expect(existsSync(join(home, "uploads", job.id, "1"))).toBe(false);
    const marked = await api.app.inject({ url: `${path}/files/1/marked`, headers: await cookieOf("administrator") });
    expect(marked.headers["content-disposition"]).toBe(`attachment; filename*=UTF-8''${encodeURIComponent("高龄老人.csv.xlsx")}`);
    // Two files of one name are told apart, each with its own marks.
    expect(job.summary.files.map(({ file, number }: { file: string; number: number }) => `${number} ${file}`)).toEqual([
      "1 高龄老人.csv",
      "2 坏的.xlsx",
      "3 高龄老人.csv",
    ]);
    const other = await api.app.inject({ url: `${path}/files/3/marked`, headers: await cookieOf("administrator") });
    const texts = await Promise.all(
      [marked, other].map(async ({ rawPayload }, at) => {
        const copy = join(home, `${at}.xlsx`);
        writeFileSync(copy, rawPayload);
        return [...(await workbookTexts(copy)).values()];
      }),
    );
    expect(texts.map((cells) => ["1370000", "1379"].filter((text) => cells.includes(text)))).toEqual([["1370000"], ["1379"]]);
    expect((await administrator.send("POST", `${path}/start`)).body).toMatchObject({ code: "import-state", detail: "done" });
    expect((await administrator.send("POST", `${path}/undo`)).status).toBe(202);
    expect((await rested(path)).state).toBe("undone");
    const overview = await administrator.get(`/api/v1/communities/${community}/overview`);
    expect(overview.body).toMatchObject({ elements: { person: 0 }, deliveries: [{ state: "undone" }, { state: "undone" }] });
    expect((await administrator.send("POST", `${path}/undo`)).body).toMatchObject({ code: "import-state" });
  });

  test("runs aside: other pages are answered at once, and progress is told as it comes, to two watchers at once", async () => {
    await api.app.listen({ host: "127.0.0.1", port: 0 });
    const address = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
    const files = (await sampleFiles()).map((file) => ({ name: file.split("/").at(-1) ?? "", content: readFileSync(file) }));
    const made = await upload(administrator, files);
    const path = String(made.headers.location);
    const headers = await cookieOf("administrator");
    await administrator.send("POST", `${path}/start`);
    const watchers = [1, 2].map(async () => (await fetch(`${address}${path}/events`, { headers })).text());
    const waits: number[] = [];
    let state = "waiting";
    while (state === "waiting" || state === "running") {
      const asked = performance.now();
      ({ state } = (await administrator.get(path)).body);
      waits.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(state).toBe("done");
    for (const text of await Promise.all(watchers)) {
      const states = [...text.matchAll(/^event: state\ndata: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "null"));
      const shares = states.flatMap((each) => (each.progress ? [each.progress.share] : []));
      expect(shares.length).toBeGreaterThan(2);
      expect(shares).toEqual([...shares].sort((left, right) => left - right));
      expect(states.at(-1).state).toBe("done");
      expect(text.endsWith("event: end\ndata: {}\n\n")).toBe(true);
    }
    // A page that waited for the whole import would have been asked about once or twice only.
    expect(waits.length).toBeGreaterThan(20);
    const list = await administrator.get(`${base}?limit=1`);
    expect(list.body).toMatchObject({ items: [{ state: "done" }], next: expect.any(String) });
  });

  test("two into one community run one after the other", async () => {
    const jobs = await Promise.all(
      ["甲", "乙"].map(async (name) => {
        const made = await upload(administrator, [{ name: `${name}.csv`, content: elders.replaceAll("王菊香", `王${name}`) }]);
        return String(made.headers.location);
      }),
    );
    await Promise.all(jobs.map((path) => administrator.send("POST", `${path}/start`)));
    const [first, second] = await Promise.all(jobs.map(rested));
    expect([first.state, second.state]).toEqual(["done", "done"]);
    const [earlier, later] = [first, second].sort((left, right) => (left.startedAt < right.startedAt ? -1 : 1));
    expect(later.startedAt >= earlier.finishedAt).toBe(true);
  });

  test("by a department's system, with a token", async () => {
    const made = await administrator.send("POST", "/api/v1/tokens", {
      ...{ label: "民政系统", community, scopes: ["registry:import"], days: 1 },
    });
    const system = api.withToken(made.body.token);
    const sent = await upload(system, [{ name: "推送.csv", content: elders.replaceAll("李大福", "李系统") }]);
    expect(sent.status).toBe(201);
    expect((await system.send("POST", `${sent.headers.location}/start`)).status).toBe(202);
    expect(await rested(String(sent.headers.location))).toMatchObject({ state: "done", actor: "token 民政系统" });
    const elsewhere = await upload(system, [{ name: "a.csv", content: elders }], `/api/v1/communities/${sampleCommunity}/imports`);
    expect(elsewhere.body).toMatchObject({ code: "community-forbidden" });
  });
});

async function cookieOf(name: string): Promise<Record<string, string>> {
  const answer = await api.app.inject({ method: "POST", url: "/api/v1/session", payload: { name, password: samplePassword } });
  const [cookie] = answer.cookies;
  return { cookie: `${cookie?.name}=${cookie?.value}` };
}
