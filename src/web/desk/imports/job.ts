/** One import as its page sees it: asked for once, then told live as long as something happens. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ask, type Reply } from "../../api/client.ts";

export type ImportJob = Reply<"GET /api/v1/communities/{community}/imports/{import}">;
export type Preview = Reply<"GET /api/v1/communities/{community}/imports/{import}/files/{file}/preview">;
export type PreviewTable = Preview["tables"][number];
export type PreviewColumn = PreviewTable["columns"][number];

const moving: readonly ImportJob["state"][] = ["waiting", "running", "undoing"];
/** Asked for besides, should the line that tells of changes be cut by something between. */
const askedMsEvery = 5_000;

export const isMoving = (job: ImportJob): boolean => moving.includes(job.state);

/** How many problems there are, of all codes. */
export const countOf = (problems: Readonly<Record<string, number>>): number =>
  Object.values(problems).reduce((sum, count) => sum + count, 0);

export const jobKey = (community: string, id: string) => ["import", community, id] as const;

/** The import, kept up to date: whoever opens or reloads the page in its middle sees how far it is. */
export function useImportJob(community: string, id: string) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: jobKey(community, id),
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/imports/{import}", { params: { community, import: id }, signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? askedMsEvery : false),
  });
  const watched = query.data !== undefined && isMoving(query.data);
  useEffect(() => {
    if (!watched) return;
    const events = new EventSource(`/api/v1/communities/${community}/imports/${id}/events`);
    events.addEventListener("state", (event) =>
      queries.setQueryData(jobKey(community, id), JSON.parse((event as MessageEvent<string>).data) as ImportJob),
    );
    events.addEventListener("end", () => {
      events.close();
      // What it brought, or took away, is news to every other page.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "import" && queryKey[0] !== "preview" });
    });
    return () => events.close();
  }, [watched, community, id, queries]);
  return query;
}
