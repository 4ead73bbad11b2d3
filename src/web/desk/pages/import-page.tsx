/** One import, from its files to what came of it. */
import { Link, useParams } from "@tanstack/react-router";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { ImportProgress } from "../imports/import-progress.tsx";
import { ImportResult, Refusal } from "../imports/import-result.tsx";
import { type ImportJob, isMoving, useImportJob } from "../imports/job.ts";
import { Prepare } from "../imports/prepare.tsx";
import { StateTag } from "../imports/state-tag.tsx";
import { PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import "./imports-page.css";

export function Page() {
  const say = useText();
  const { code: community } = useCommunity();
  const { import: id = "" } = useParams({ strict: false });
  usePageTitle(say("import.one"));
  const { data: job, error, isPending, refetch } = useImportJob(community, id);
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  return (
    <div className="imports">
      <Head community={community} job={job} />
      {job.state === "interrupted" && <p className="notice look">{say("import.interrupted")}</p>}
      {job.refusal !== undefined && (
        <p className="notice wrong" role="alert">
          <Refusal code={job.refusal} />
        </p>
      )}
      <Part community={community} job={job} />
    </div>
  );
}

function Part({ community, job }: { readonly community: string; readonly job: ImportJob }) {
  if (isMoving(job)) return <ImportProgress job={job} />;
  return job.state === "done" || job.state === "undone" ? (
    <ImportResult community={community} job={job} />
  ) : (
    <Prepare community={community} job={job} />
  );
}

function Head({ community, job }: { readonly community: string; readonly job: ImportJob }) {
  const say = useText();
  const { moment } = useFormats();
  const title = { preparing: "import.check", done: "import.result", undone: "import.undoneTitle" } as const;
  return (
    <header>
      <Link to="/c/$community/imports" params={{ community }} className="imports-back">
        {say("import.back")}
      </Link>
      <h1>
        {say(job.state in title ? title[job.state as keyof typeof title] : "import.one")} <StateTag state={job.state} />
      </h1>
      <p className="soft digits">
        {say("import.begun", { moment: moment(job.createdAt), actor: job.actor, count: job.files.length })}
        {job.summary && ` · ${say("import.took", { seconds: Math.max(1, Math.round(job.summary.secondsTaken)) })}`}
      </p>
    </header>
  );
}
