/** The imports that were begun here before, newest first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask } from "../../api/client.ts";
import { useFormats } from "../formats.ts";
import { failureText, Nothing } from "../page-states.tsx";
import { useText } from "../text.ts";
import { countOf, type ImportJob, isMoving } from "./job.ts";
import { StateTag } from "./state-tag.tsx";
import "./import-list.css";

const shownAtOnce = 20;
const askedMsEvery = 3_000;

export function ImportList({ community }: { readonly community: string }) {
  const say = useText();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["imports", community],
    queryFn: ({ pageParam, signal }) =>
      ask("GET /api/v1/communities/{community}/imports", {
        params: { community },
        query: { limit: shownAtOnce, ...(pageParam === "" ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
    // Somebody else's import may be under way.
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(isMoving)) ? askedMsEvery : false),
  });
  const jobs = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="card imports-list">
      <h2 id="imports-list">{say("import.earlier")}</h2>
      {error && (
        <p className="notice wrong" role="alert">
          {failureText(error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      {isPending && (
        <p className="waiting" role="status">
          {say("wait.loading")}
        </p>
      )}
      {data && jobs.length === 0 && <Nothing title={say("import.noneYet")}>{say("import.noneYetHint")}</Nothing>}
      {jobs.length > 0 && <JobTable community={community} jobs={jobs} />}
      {hasNextPage && (
        <button type="button" className="button quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("import.more")}
        </button>
      )}
    </section>
  );
}

function JobTable({ community, jobs }: { readonly community: string; readonly jobs: readonly ImportJob[] }) {
  const say = useText();
  const { moment, number } = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must be scrolled by keyboard too.
    <section className="imports-table" aria-labelledby="imports-list" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("import.files")}</th>
            <th scope="col">{say("column.state")}</th>
            <th scope="col" className="end">
              {say("column.rows")}
            </th>
            <th scope="col" className="end">
              {say("import.newPersons")}
            </th>
            <th scope="col" className="end">
              {say("column.problems")}
            </th>
            <th scope="col">{say("column.at")}</th>
            <th scope="col">{say("column.actor")}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => {
            const { summary } = job;
            const problems = countOf(summary?.problems ?? {});
            return (
              <tr key={job.id}>
                <th scope="row">
                  <Link to="/c/$community/imports/$import" params={{ community, import: job.id }}>
                    {job.files.length === 1
                      ? job.files[0]?.name
                      : say("import.andMore", { name: job.files[0]?.name ?? "", count: job.files.length })}
                  </Link>
                </th>
                <td>
                  <StateTag state={job.state} />
                </td>
                <td className="end digits">{summary ? number(summary.rows) : "—"}</td>
                <td className="end digits">{summary ? number(summary.elements.person.created) : "—"}</td>
                <td className="end digits">{problems === 0 ? "—" : number(problems)}</td>
                <td className="digits">{moment(job.createdAt)}</td>
                <td>{job.actor}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
