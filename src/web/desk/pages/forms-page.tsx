/** The gallery of forms: what departments ask, how much of it needs no asking, and room for a blank that nobody described yet. */
import { FormOutlined, TableOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask, type Reply } from "../../api/client.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { AddForm, useAdding } from "../forms/add-form.tsx";
import { RateLine } from "../forms/rate-line.tsx";
import { Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import "./forms-page.css";

export type Form = Reply<"GET /api/v1/communities/{community}/forms">["items"][number];

/** The forms of the community. */
export function useForms() {
  const { code: community } = useCommunity();
  return useQuery({
    queryKey: ["forms", community],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/forms", { params: { community }, signal }),
  });
}

type Count = Reply<"GET /api/v1/communities/{community}/form-counts">["items"][number];

/** For how many each form is, and soon will be; comes after the gallery, since it looks at everybody. */
function useCounts(): ReadonlyMap<string, Count> {
  const { code: community } = useCommunity();
  const { data } = useQuery({
    queryKey: ["qualifying", community, "counts"],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/form-counts", { params: { community }, signal }),
  });
  return new Map(data?.items.map((count) => [count.form, count]));
}

export function Page() {
  const say = useText();
  const counts = useCounts();
  usePageTitle(say("forms.title"));
  const { language } = useReading();
  const { data, error, isPending, refetch } = useForms();
  const [filter, setFilter] = useState("");
  const { code: community } = useCommunity();
  const navigate = useNavigate();
  const adding = useAdding((form) => void navigate({ to: "/c/$community/forms/$form", params: { community, form } }));
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  const department = (form: Form) => (form.department === undefined ? "" : wordsIn(language, form.department));
  const wanted = filter.trim().toLowerCase();
  const shown = data.items.filter((form) => `${form.title.zh} ${form.title.en} ${department(form)}`.toLowerCase().includes(wanted));
  return (
    <div className="forms" data-dropping={adding.dropping} {...adding.drop}>
      <header className="forms-head">
        <div>
          <h1>{say("forms.title")}</h1>
          <p className="soft">{say("forms.intro")}</p>
        </div>
        <AddForm adding={adding} />
      </header>
      <input
        type="search"
        className="forms-filter"
        aria-label={say("forms.search")}
        placeholder={say("forms.search")}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {shown.length === 0 && <Nothing title={say("forms.none")} />}
      <ul className="forms-cards">
        {shown.map((form) => (
          <FormCard key={form.key} form={form} department={department(form)} count={counts.get(form.key)} />
        ))}
      </ul>
    </div>
  );
}

interface CardProps {
  readonly form: Form;
  readonly department: string;
  readonly count: Count | undefined;
}

function FormCard({ form, department, count }: CardProps) {
  const say = useText();
  const { language } = useReading();
  const { percent, day } = useFormats();
  const { code: community } = useCommunity();
  const last = form.fills.at(-1);
  return (
    <li className="card form-card">
      <p className="form-card-department">
        <span>{department}</span>
        {form.kept && <span className="tag pine">{say("forms.own")}</span>}
      </p>
      <Link to="/c/$community/forms/$form" params={{ community, form: form.key }}>
        {form.kind === "roster" ? <TableOutlined aria-hidden="true" /> : <FormOutlined aria-hidden="true" />}
        <span>{wordsIn(language, form.title)}</span>
      </Link>
      <p className="form-card-facts">
        <span className="tag">{say(`forms.kind.${form.kind}`)}</span>
        <span className="soft">{say("forms.facts", { count: form.facts })}</span>
        {count !== undefined && <Counts {...count} />}
      </p>
      <p className="form-card-rate">
        {last === undefined ? (
          <span className="faint">{say("forms.never")}</span>
        ) : (
          <>
            <span>
              <strong className="digits">{say("forms.rate", { share: percent(last.rate) })}</strong>
              <span className="faint">{say("forms.lastFilled", { day: day(last.at) })}</span>
            </span>
            <RateLine rates={form.fills.slice(-12).map(({ rate }) => rate)} />
          </>
        )}
      </p>
    </li>
  );
}

function Counts({ now, soon }: Count) {
  const say = useText();
  const { number } = useFormats();
  return (
    <>
      <span className="soft digits">{say("forms.now", { count: number(now) })}</span>
      {soon > 0 && <span className="tag look digits">{say("forms.soon", { count: number(soon) })}</span>}
    </>
  );
}
