import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { Type } from "typebox";
import { Action, type Actor, recordAccess } from "#access";
import { type ManualMapping, readMeaning } from "#exchange";
import { listCommunities } from "#registry";
import { ApiCode } from "../contract.ts";
import { PageQuery, pageAsked, pageMade, pageOf } from "../cursor.ts";
import { etag } from "../etag.ts";
import { deleteJob, type ImportJob, insertJob, listJobs, newJobId, onJobs, readJob, restingStates, setMappings } from "../imports/job.ts";
import { sendEvents } from "../imports/job-events.ts";
import { JobShape, PreviewShape, shownJob, shownPreview } from "../imports/job-shape.ts";
import { markedFile, receiveFiles, removeFiles, uploadBytesMax, uploadFilesMax } from "../imports/uploads.ts";
import { accepted, Problem } from "../problem.ts";
import { type Call, route } from "../route.ts";
import { CommunityCode, CommunityParams, Id } from "../shapes.ts";

const common = { group: "Imports", permission: Action.import, scope: "community", people: false } as const;
const base = "/api/v1/communities/{community}/imports";
const JobParams = Type.Object({ community: CommunityCode, import: Id });
const FileParams = Type.Object({ community: CommunityCode, import: Id, file: Type.Integer({ minimum: 1 }) });
const rowsDefault = 60;
const rowsMax = 500;

/** Taking data in is itself the purpose of whoever does it, unless they say another. */
const importer = (actor: Actor): Actor => (actor.purpose === "" ? { ...actor, purpose: "migration" } : actor);

async function jobOf(call: Call<{ readonly community: string; readonly import: string }>): Promise<ImportJob> {
  const community = Number(call.params.community);
  const job = await onJobs(call.deps.registry.store, call.actor, community, (tx) => readJob(tx, community, call.params.import));
  if (job === null) throw new Problem(ApiCode.importUnknown);
  return job;
}

const shown = (call: Call, job: ImportJob) => shownJob(job, call.deps.imports.progressOf(job.id));

/** One import, with the version that a correction of its mappings names. */
function told(call: Call, job: ImportJob) {
  etag(call.reply, job.version);
  return shown(call, job);
}

const create = route({
  ...common,
  method: "POST",
  path: base,
  summary: "Hand in the files of an import (multipart, 200 MB together). Nothing is taken in before it is started.",
  limit: "upload",
  upload: true,
  params: CommunityParams,
  replies: { status: 201, body: JobShape },
  refusals: ["community-unknown", ApiCode.requestTooLarge, ApiCode.mediaTypeUnsupported, "disk-full"],
  handle: async (call) => {
    const { deps, request, reply, params } = call;
    const community = Number(params.community);
    // A community is named before its first import: a mistyped code shall not begin one.
    if (!(await listCommunities(deps.registry)).includes(params.community)) throw new Problem("community-unknown");
    const id = newJobId();
    deps.imports.prepare();
    const parts = request.files({ limits: { fileSize: uploadBytesMax, files: uploadFilesMax, fields: 0 } });
    const files = await receiveFiles(deps.home, id, parts);
    const job = await onJobs(deps.registry.store, importer(call.actor), community, async (tx) => {
      await insertJob(tx, community, id, call.language, files, new Date());
      return readJob(tx, community, id);
    });
    if (job === null) throw new Error("the import just made is not there");
    reply.header("location", `${base.replace("{community}", params.community)}/${id}`);
    return told(call, job);
  },
});

const list = route({
  ...common,
  method: "GET",
  path: base,
  summary: "The imports that were begun in pages or by systems, newest first.",
  limit: "read",
  params: CommunityParams,
  query: Type.Object(PageQuery, { additionalProperties: false }),
  replies: { status: 200, body: pageOf(JobShape) },
  refusals: [],
  handle: async (call) => {
    const community = Number(call.params.community);
    const { after, limit } = pageAsked(call.query);
    const jobs = await onJobs(call.deps.registry.store, call.actor, community, (tx) => listJobs(tx, community, after, limit + 1));
    const page = pageMade(jobs, limit, (job) => job.id);
    return { ...page, items: page.items.map((job) => shown(call, job)) };
  },
});

const read = route({
  ...common,
  method: "GET",
  path: `${base}/{import}`,
  summary: "One import: its files, how far it is, what came of it.",
  limit: "read",
  params: JobParams,
  replies: { status: 200, body: JobShape },
  refusals: [ApiCode.importUnknown],
  handle: async (call) => told(call, await jobOf(call)),
});

const events = route({
  ...common,
  method: "GET",
  path: `${base}/{import}/events`,
  summary: "How far an import is, as Server-Sent Events (`state`, each with the whole import) until it rests (`end`).",
  limit: "read",
  params: JobParams,
  replies: { status: 200, body: null, type: "text/event-stream" },
  refusals: [ApiCode.importUnknown],
  handle: async (call) => {
    const { id } = await jobOf(call);
    const state = async () => {
      const job = await jobOf(call);
      return { data: shown(call, job), resting: restingStates.includes(job.state) };
    };
    return sendEvents(call.reply, state, (tell) => call.deps.imports.watch(id, tell));
  },
});

const preview = route({
  ...common,
  method: "GET",
  path: `${base}/{import}/files/{file}/preview`,
  summary: "A file before it is taken in: a sheet as it is, the tables found in it, what each column is taken to mean.",
  limit: "upload",
  params: FileParams,
  query: Type.Object(
    {
      sheet: Type.Optional(Type.String({ maxLength: 100 })),
      rows: Type.Optional(Type.Integer({ minimum: 1, maximum: rowsMax, default: rowsDefault })),
    },
    { additionalProperties: false },
  ),
  replies: { status: 200, body: PreviewShape },
  refusals: [ApiCode.importUnknown, ApiCode.jobState, "sheet-unknown"],
  handle: async (call) => {
    const job = await jobOf(call);
    const { sheet, rows = rowsDefault } = call.query;
    return shownPreview(accepted(await call.deps.imports.preview(importer(call.actor), job, call.params.file, sheet, rows)));
  },
});

const map = route({
  ...common,
  method: "PUT",
  path: `${base}/{import}/mappings`,
  summary:
    "Say what columns mean (`person.guardian.phone`, `ignore`), by layout and header, on the version that was read. It is remembered for later files of the layout.",
  limit: "write",
  edits: true,
  params: JobParams,
  body: Type.Object(
    {
      tables: Type.Array(
        Type.Object(
          {
            fingerprint: Type.String({ pattern: "^[0-9a-f]{16}$" }),
            columns: Type.Record(Type.String({ maxLength: 500 }), Type.String({ maxLength: 120 })),
          },
          { additionalProperties: false },
        ),
        { maxItems: 200 },
      ),
    },
    { additionalProperties: false },
  ),
  replies: { status: 200, body: JobShape },
  refusals: [ApiCode.importUnknown, ApiCode.jobState, "mapping-invalid"],
  handle: async (call) => {
    const job = await jobOf(call);
    if (!["preparing", "interrupted", "failed"].includes(job.state)) throw new Problem(ApiCode.jobState, job.state);
    const mappings = call.body.tables.map(({ fingerprint, columns }): ManualMapping => ({ fingerprint, columns: meaningsOf(columns) }));
    const read = { ...job, version: call.version };
    if (!(await onJobs(call.deps.registry.store, call.actor, job.community, (tx) => setMappings(tx, read, mappings))))
      throw new Problem(ApiCode.versionOutdated);
    return told(call, await jobOf(call));
  },
});

function meaningsOf(columns: Readonly<Record<string, string>>): ManualMapping["columns"] {
  return Object.fromEntries(
    Object.entries(columns).map(([header, text]) => {
      const meaning = readMeaning(text);
      if ("wrong" in meaning) throw new Problem("mapping-invalid", meaning.wrong);
      return [header, meaning.meaning];
    }),
  );
}

const start = route({
  ...common,
  method: "POST",
  path: `${base}/{import}/start`,
  summary: "Take the files in. One import runs in a community at a time; further ones wait their turn.",
  limit: "write",
  params: JobParams,
  replies: { status: 202, body: JobShape },
  refusals: [ApiCode.importUnknown, ApiCode.jobState],
  handle: async (call) => {
    await call.deps.imports.start(importer(call.actor), await jobOf(call), call.language);
    return shown(call, await jobOf(call));
  },
});

const undo = route({
  ...common,
  method: "POST",
  path: `${base}/{import}/undo`,
  summary: "Take an import back: everything is what it would be had it never come.",
  limit: "write",
  params: JobParams,
  replies: { status: 202, body: JobShape },
  refusals: [ApiCode.importUnknown, ApiCode.jobState],
  handle: async (call) => {
    await call.deps.imports.undo(importer(call.actor), await jobOf(call));
    return shown(call, await jobOf(call));
  },
});

const discard = route({
  ...common,
  method: "DELETE",
  path: `${base}/{import}`,
  summary: "Throw away an import that was not taken in, with its files.",
  limit: "write",
  params: JobParams,
  replies: { status: 204, body: null },
  refusals: [ApiCode.importUnknown, ApiCode.jobState],
  handle: async (call) => {
    const job = await jobOf(call);
    if (!["preparing", "interrupted", "failed"].includes(job.state)) throw new Problem(ApiCode.jobState, job.state);
    await onJobs(call.deps.registry.store, call.actor, job.community, (tx) => deleteJob(tx, job));
    await removeFiles(call.deps.home, job.id);
  },
});

const marked = route({
  ...common,
  people: true,
  method: "GET",
  path: `${base}/{import}/files/{file}/marked`,
  summary: "A copy of the department's workbook with its problem cells marked and explained. Kept for a week.",
  limit: "upload",
  params: FileParams,
  replies: { status: 200, body: null, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals: [ApiCode.importUnknown, ApiCode.notFound],
  handle: async (call) => {
    const job = await jobOf(call);
    const file = job.files.find((each) => each.number === call.params.file && each.marked);
    const path = file && markedFile(call.deps.home, job.id, file);
    if (
      path === undefined ||
      !(await access(path).then(
        () => true,
        () => false,
      ))
    )
      throw new Problem(ApiCode.notFound);
    await onJobs(call.deps.registry.store, importer(call.actor), job.community, (tx) =>
      recordAccess(tx, { action: "export", community: job.community, elementIds: [], attributes: [], detail: file?.name ?? "" }),
    );
    return sendWorkbook(call, path);
  },
});

/** Sends a workbook to be kept, under its own name. */
function sendWorkbook({ reply }: Call, path: string) {
  const name = encodeURIComponent(path.split("/").at(-1) ?? "");
  return reply
    .header("content-disposition", `attachment; filename*=UTF-8''${name}`)
    .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    .send(createReadStream(path));
}

export const importRoutes = [create, list, read, events, preview, map, start, undo, discard, marked] as const;
