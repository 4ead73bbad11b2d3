import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type TestApi, testApi } from "../../../tests/api-client.ts";
import { departmentsFolder, sampleCommunity, sampleStore, waitingCorrections } from "../../../tests/sample-community.ts";

let store: Awaited<ReturnType<typeof sampleStore>>;
let api: TestApi;
let resident: Client;
const path = "/api/v1/self/forms";
const allowance = `${path}/civil-affairs.old-age-allowance-application`;

beforeAll(async () => {
  store = await sampleStore();
  api = await testApi(store.registry);
  resident = await api.as("resident");
});
afterAll(async () => {
  await api?.close();
  await store?.close();
});

interface Field {
  readonly id: string;
  readonly attribute: string;
  readonly state: string;
  readonly value: string;
  readonly text: { readonly zh: string };
}
const fill = async (answers = {}) => (await resident.send("POST", `${allowance}/fill`, { answers })).body;
const open = (fields: readonly Field[]) => fields.filter(({ state }) => state === "missing");

test("only applications that one makes for oneself are offered", async () => {
  const { items } = (await resident.get(path)).body;
  expect(items.map(({ key }: { key: string }) => key)).toEqual(
    expect.arrayContaining(["civil-affairs.old-age-allowance-application", "civil-affairs.minimum-living-allowance-application"]),
  );
  expect(items.some(({ key }: { key: string }) => key.endsWith("-roster"))).toBe(false);
  expect(await resident.send("POST", `${path}/civil-affairs.old-age-allowance-roster/fill`, {})).toMatchObject({
    body: { code: "form-not-personal" },
  });
  expect(await resident.send("POST", `${path}/none/fill`, {})).toMatchObject({ body: { code: "form-unknown" } });
});

test("what is known stands in it, what is typed is put in, kept as my statement once, and not asked again", async () => {
  const first = await fill();
  expect(first.fields.find(({ attribute }: Field) => attribute === "person.idNumber")).toMatchObject({ state: "known" });
  expect(JSON.stringify(first.sheets)).toContain("夏菊花");
  const asked = open(first.fields).find(({ attribute }) => attribute === "person.bankName");
  if (asked === undefined) throw new Error("the samples' form does not ask for the bank");
  const answers = { [asked.id]: "义乌农商银行" };
  const second = await fill(answers);
  expect(second.fields.find(({ id }: Field) => id === asked.id)).toMatchObject({ state: "typed" });
  expect(open(second.fields).length).toBe(open(first.fields).length - 1);
  await fill(answers);
  const kept = (await waitingCorrections(store.registry)).filter(({ attribute }) => `person.${attribute}` === asked.attribute);
  expect(kept).toMatchObject([{ name: "夏菊花", note: "《高龄津贴申请表》" }]);
  // Another day, with nothing typed: what waits for the worker stands in the form.
  expect((await fill()).fields.find(({ id }: Field) => id === asked.id)).toMatchObject({ state: "typed" });
});

test("what cannot be is told with its field, kept as typed and not put in", async () => {
  const agent = open((await fill()).fields).find(({ attribute }) => attribute === "person.phone");
  const wrong = await fill({ [agent?.id ?? ""]: "12" });
  expect(wrong.fields.find(({ id }: Field) => id === agent?.id)).toMatchObject({ state: "wrong", value: "12" });
  expect(wrong.cells).toContainEqual(expect.objectContaining({ field: agent?.id, state: "missing" }));
  // Somebody else's number stands on the paper only: nothing is said of it to the community.
  const right = await fill({ [agent?.id ?? ""]: "13957901234" });
  expect(right.fields.find(({ id }: Field) => id === agent?.id)).toMatchObject({ state: "typed", value: "13957901234" });
  expect((await waitingCorrections(store.registry)).map(({ attribute }) => attribute)).not.toContain("phone");
});

test("of the community's own blanks, those are offered that a worker opened to residents, and no others", async () => {
  const worker = await api.as("worker");
  const base = `/api/v1/communities/${sampleCommunity}/forms`;
  const keep = async (folder: string, name: string) => {
    const workbook = readFileSync(`${departmentsFolder}${folder}/template.xlsx`);
    const head = `--cut\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), workbook, Buffer.from("\r\n--cut--\r\n")]);
    const kept = await worker.send("POST", base, body, { "content-type": "multipart/form-data; boundary=cut" });
    return String(kept.body.key);
  };
  const offered = async () => (await resident.get(path)).body.items.map(({ key }: { key: string }) => key);
  const application = await keep("civil-affairs/minimum-living-allowance-application", "申请表.xlsx");
  const roster = await keep("veterans-affairs/veterans-roster", "名册.xlsx");

  expect((await worker.get(`${base}/${application}`)).body.kept).toMatchObject({ personal: true });
  expect((await worker.get(`${base}/${application}`)).body.kept.opened).toBeUndefined();
  expect(await offered()).not.toContain(application);
  for (const key of [application, roster])
    for (const work of ["fill", "workbook"])
      expect(await resident.send("POST", `${path}/${key}/${work}`, {})).toMatchObject({ status: 404, body: { code: "form-unknown" } });

  // No resident opens a form; a roster is for nobody to fill alone; those of departments/ are open anyway.
  expect(await resident.send("PUT", `${base}/${application}/residents`, { open: true })).toMatchObject({ status: 403 });
  expect(await worker.send("PUT", `${base}/${roster}/residents`, { open: true })).toMatchObject({ body: { code: "form-not-personal" } });
  expect(await worker.send("PUT", `${base}/civil-affairs.old-age-allowance-application/residents`, { open: true })).toMatchObject({
    body: { code: "form-unknown" },
  });
  const opened = await worker.send("PUT", `${base}/${application}/residents`, { open: true });
  expect(opened).toMatchObject({ status: 200, body: { kept: { opened: { by: "worker" } } } });
  expect(await offered()).toContain(application);
  expect((await resident.send("POST", `${path}/${application}/fill`, {})).body.fields).toContainEqual(
    expect.objectContaining({ attribute: "person.name", text: { zh: "夏菊花", en: "夏菊花" } }),
  );
  expect(await resident.send("POST", `${path}/${application}/workbook`, {})).toMatchObject({ status: 200 });

  await worker.send("PUT", `${base}/${application}/residents`, { open: false });
  expect(await offered()).not.toContain(application);
  expect(await resident.send("POST", `${path}/${application}/fill`, {})).toMatchObject({ body: { code: "form-unknown" } });
  const record = await (await api.as("administrator")).get(`/api/v1/communities/${sampleCommunity}/access-record?limit=50`);
  expect(record.body.items.map(({ action, actor }: { action: string; actor: string }) => `${actor} ${action}`)).toEqual(
    expect.arrayContaining(["worker open form", "worker close form"]),
  );
});

test("how many belong to my household is counted, and told to be counted", async () => {
  const { fields } = (await resident.send("POST", `${path}/civil-affairs.minimum-living-allowance-application/fill`, {})).body;
  const size = fields.find(({ attribute }: Field) => attribute === "household.memberCount");
  expect(size).toMatchObject({ state: "known", counted: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
  const home = (await resident.get("/api/v1/self/home")).body;
  expect(size.value).toBe(String(home.household.members.length));
});

test("the workbook is the department's own, and holds nobody else's numbers", async () => {
  const answer = await resident.send("POST", `${path}/civil-affairs.minimum-living-allowance-application/workbook`, {});
  expect(answer.status).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  expect(String(answer.headers["content-disposition"])).toContain(encodeURIComponent("最低生活保障"));
});
