import { Type } from "typebox";
import { Action } from "#access";
import { listCommunities } from "#registry";
import { ApiCode } from "../contract.ts";
import { insertJob, newJobId, onJobs, readJob } from "../imports/job.ts";
import { JobShape, shownJob } from "../imports/job-shape.ts";
import { safeName, writeUpload } from "../imports/uploads.ts";
import { Problem } from "../problem.ts";
import { route } from "../route.ts";
import { CommunityParams } from "../shapes.ts";

const columnsMax = 200;
const rowsMax = 2_000;

const push = route({
  method: "POST",
  path: "/api/v1/communities/{community}/records",
  summary:
    "Push records as a department's system holds them: columns and rows in its own words, taken in as a delivered register is. Up to 2,000 rows; more go as a file.",
  group: "Imports",
  permission: Action.import,
  scope: "community",
  people: false,
  limit: "write",
  creates: true,
  params: CommunityParams,
  body: Type.Object(
    {
      source: Type.String({ minLength: 1, maxLength: 80, description: "What the register is called: `高龄津贴发放清册`." }),
      columns: Type.Array(Type.String({ maxLength: 200 }), {
        minItems: 1,
        maxItems: columnsMax,
        description: "Headers, as the department has them.",
      }),
      rows: Type.Array(Type.Array(Type.String({ maxLength: 2_000 }), { maxItems: columnsMax }), { minItems: 1, maxItems: rowsMax }),
      mode: Type.Optional(
        Type.Enum(["whole", "addition"], {
          default: "whole",
          description: "`whole`: the register as it is now, instead of the one pushed before. `addition`: besides it.",
        }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { status: 202, body: JobShape },
  refusals: ["community-unknown", "disk-full"],
  handle: async ({ deps, actor, params, body, language, reply }) => {
    const { source, columns, rows, mode = "whole" } = body;
    const community = Number(params.community);
    if (!(await listCommunities(deps.registry)).includes(params.community)) throw new Problem("community-unknown");
    const tooLong = rows.findIndex((row) => row.length > columns.length);
    if (tooLong >= 0)
      throw new Problem(ApiCode.requestInvalid, "", [
        { pointer: `/rows/${tooLong}`, message: `has more cells than the ${columns.length} columns` },
      ]);
    const id = newJobId();
    const name = safeName(mode === "whole" ? `${source}.csv` : `${source} ${id}.csv`);
    deps.imports.prepare();
    const file = await writeUpload(deps.home, id, name, csvText([columns, ...rows]));
    const by = actor.purpose === "" ? { ...actor, purpose: "exchange" } : actor;
    const job = await onJobs(deps.registry.store, by, community, async (tx) => {
      await insertJob(tx, community, id, language, [file], new Date());
      return readJob(tx, community, id);
    });
    if (job === null) throw new Error("the import just made is not there");
    await deps.imports.start(by, job, language);
    reply.header("location", `/api/v1/communities/${params.community}/imports/${id}`);
    const started = await onJobs(deps.registry.store, by, community, (tx) => readJob(tx, community, id));
    return shownJob(started ?? job, deps.imports.progressOf(id));
  },
});

/** Every cell quoted and as it came: nothing of what a department says is changed on its way in. */
function csvText(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");
}

export const recordRoutes = [push] as const;
