import { Type } from "typebox";
import { ApiCode } from "../contract.ts";
import { Problem } from "../problem.ts";
import { loadProblemTexts } from "../problem-texts.ts";
import { route } from "../route.ts";
import { Words } from "../shapes.ts";

const texts = loadProblemTexts();

const explain = route({
  method: "GET",
  path: "/api/v1/errors/{code}",
  summary: "What a code means and what to do, in both languages; the `type` of a problem points here.",
  group: "Errors",
  permission: "public",
  scope: "nothing",
  people: false,
  limit: "read",
  params: Type.Object({ code: Type.String({ pattern: "^[a-z0-9-]{1,60}$" }) }),
  replies: { status: 200, body: Type.Object({ code: Type.String(), text: Words }) },
  refusals: [],
  handle: async ({ params: { code } }) => {
    const text = texts.get(code);
    if (text === undefined) throw new Problem(ApiCode.notFound);
    return { code, text };
  },
});

export const errorRoutes = [explain] as const;
