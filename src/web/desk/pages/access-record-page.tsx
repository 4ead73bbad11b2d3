/** Who looked at whom, at what, and why. Everybody who may read it can; nobody can change it, and that can be checked here. */
import { SafetyCertificateOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ask, type Reply } from "../../api/client.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import type { DeskKey } from "../../texts/desk/en.ts";
import { useCommunity, useMay } from "../community.ts";
import { useFormats } from "../formats.ts";
import { KindIcon } from "../kind-icon.tsx";
import { failureText, Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { usePurposeLabel } from "../purpose-prompt.tsx";
import { useText } from "../text.ts";
import "./access-record-page.css";

type Entry = Reply<"GET /api/v1/communities/{community}/access-record">["items"][number];

const actions = [
  ...["show", "find", "fill", "qualify", "export", "import", "undo import", "state", "show record", "explain", "resolve", "reviews"],
  ...[
    "decisions",
    "preview",
    "building",
    "corrections",
    "ask correction",
    "answer correction",
    "check",
    "self",
    "audit",
    "open form",
    "close form",
  ],
] as const;

interface Filter {
  readonly actor: string;
  readonly action: string;
  /** ISO days, both included. */
  readonly from: string;
  readonly to: string;
}

const everything: Filter = { actor: "", action: "", from: "", to: "" };
const pageSize = 50;

/** The filter as the route wants it; days are this machine's. */
function asked({ actor, action, from, to }: Filter) {
  const after = to === "" ? null : new Date(`${to}T00:00`);
  after?.setDate(after.getDate() + 1);
  return {
    ...(actor.trim() === "" ? {} : { actor: actor.trim() }),
    ...(action === "" ? {} : { action }),
    ...(from === "" ? {} : { since: new Date(`${from}T00:00`).toISOString() }),
    ...(after === null ? {} : { until: after.toISOString() }),
  };
}

export function Page() {
  const say = useText();
  usePageTitle(say("access.title"));
  const { code: community } = useCommunity();
  const [filter, setFilter] = useState(everything);
  const may = useMay();
  const { element = "" } = useSearch({ strict: false }) as { readonly element?: string };
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["access-record", community, element, filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      ask("GET /api/v1/communities/{community}/access-record", {
        params: { community },
        query: {
          ...asked(filter),
          limit: pageSize,
          ...(element === "" ? {} : { element }),
          ...(pageParam === "" ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="access">
      <header className="access-head">
        <div>
          <h1>{say("access.title")}</h1>
          <p className="soft">{say("access.intro")}</p>
        </div>
        <Verdict />
      </header>
      <Filters filter={filter} onFilter={setFilter} />
      {element !== "" && (
        <p className="notice">
          {say("access.element")}{" "}
          {may("registry:read") && (
            <Link to="/c/$community/element/$element" params={{ community, element }} preload={false}>
              {say("access.toElement")}
            </Link>
          )}{" "}
          <Link to="/c/$community/access-record" params={{ community }}>
            {say("access.clear")}
          </Link>
        </p>
      )}
      {isPending ? (
        <PageWaiting />
      ) : error ? (
        <PageFailure error={error} reset={() => void refetch()} />
      ) : entries.length === 0 ? (
        <div className="card">
          <Nothing title={say("access.none")} />
        </div>
      ) : (
        <Entries entries={entries} />
      )}
      {hasNextPage && (
        <button type="button" className="button access-older" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("access.older")}
        </button>
      )}
    </div>
  );
}

function Filters({ filter, onFilter }: { readonly filter: Filter; readonly onFilter: (filter: Filter) => void }) {
  const say = useText();
  const field = (name: keyof Filter) => ({
    value: filter[name],
    onChange: (event: { readonly target: { readonly value: string } }) => onFilter({ ...filter, [name]: event.target.value }),
  });
  return (
    <search className="card access-filters" aria-label={say("access.filters")}>
      <label className="field">
        <span className="label">{say("access.who")}</span>
        <input {...field("actor")} maxLength={100} placeholder={say("access.whoHint")} autoComplete="off" spellCheck={false} />
      </label>
      <label className="field">
        <span className="label">{say("access.what")}</span>
        <select {...field("action")}>
          <option value="">{say("access.whatAny")}</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {say(`access.action.${action}` as DeskKey)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span className="label">{say("access.from")}</span>
        <input type="date" {...field("from")} />
      </label>
      <label className="field">
        <span className="label">{say("access.to")}</span>
        <input type="date" {...field("to")} />
      </label>
      <button type="button" className="button quiet" onClick={() => onFilter(everything)}>
        {say("access.clear")}
      </button>
    </search>
  );
}

function Verdict() {
  const say = useText();
  const { number } = useFormats();
  const { code: community } = useCommunity();
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: () => ask("GET /api/v1/communities/{community}/access-record/verdict", { params: { community } }),
  });
  return (
    <div className="access-verdict">
      <button type="button" className="button" disabled={isPending} onClick={() => mutate()}>
        <SafetyCertificateOutlined aria-hidden="true" />
        {say(isPending ? "access.verifying" : "access.verify")}
      </button>
      <p role="status" className={data === undefined ? "visually-hidden" : data.intact ? "access-intact" : "notice wrong"}>
        {data &&
          (data.intact ? say("access.intact", { count: number(data.entries) }) : say("access.broken", { number: data.firstBroken ?? 1 }))}
      </p>
      {error && (
        <p className="notice wrong" role="alert">
          {failureText(error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
    </div>
  );
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const say = useText();
  const columns = ["access.when", "access.who", "access.what", "access.why", "access.whom", "access.facts"] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must be scrolled by keyboard too.
    <section className="card access-table" aria-label={say("access.entries")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {say(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.number} entry={entry} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const knownActions = new Set<string>(actions);

function EntryRow({ entry }: { readonly entry: Entry }) {
  const say = useText();
  const { language } = useReading();
  const { moment } = useFormats();
  const purpose = usePurposeLabel();
  const what = knownActions.has(entry.action) ? say(`access.action.${entry.action}` as DeskKey) : entry.action;
  const facts = entry.words.map((words) => wordsIn(language, words));
  return (
    <tr>
      <td className="digits access-when" title={entry.at}>
        {moment(entry.at)}
        <span className="faint"> #{entry.number}</span>
      </td>
      <td>
        {entry.actor}
        <span className="faint access-second">{say(`role.${entry.role}` as DeskKey)}</span>
      </td>
      <td>
        {what}
        {entry.detail !== "" && <span className="faint access-second">{entry.detail}</span>}
      </td>
      <td>
        {entry.purpose === "" ? <span className="faint">{entry.count === 0 ? "—" : say("access.noPurpose")}</span> : purpose(entry.purpose)}
      </td>
      <td>
        <Whom entry={entry} />
      </td>
      <td>
        {facts.length === 0 ? (
          <span className="faint">—</span>
        ) : (
          <Folded short={facts.slice(0, 3).join(say("list.comma"))} rest={facts.slice(3)}>
            {facts.slice(3).join(say("list.comma"))}
          </Folded>
        )}
      </td>
    </tr>
  );
}

function Folded({ short, rest, children }: { readonly short: string; readonly rest: readonly string[]; readonly children: ReactNode }) {
  const say = useText();
  if (rest.length === 0) return short;
  return (
    <details>
      <summary>
        {short} <span className="faint">{say("access.more", { count: rest.length })}</span>
      </summary>
      {children}
    </details>
  );
}

/** How many; who they are is asked when somebody wants to know, since that is a reading as well. */
function Whom({ entry }: { readonly entry: Entry }) {
  const say = useText();
  const { number } = useFormats();
  const may = useMay();
  const { code: community } = useCommunity();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ["access-record-whom", community, entry.number],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/communities/{community}/access-record/{number}/elements", {
        params: { community, number: entry.number },
        signal,
      }),
    enabled: open,
  });
  if (entry.count === 0) return <span className="faint">{say("access.everybody")}</span>;
  const count = <span className="digits">{say("access.count", { count: number(entry.count) })}</span>;
  if (entry.elements.length === 0 || !may("registry:read")) return count;
  if (!open)
    return (
      <>
        {count}{" "}
        <button type="button" className="access-show" onClick={() => setOpen(true)}>
          {say("access.show")}
        </button>
      </>
    );
  return (
    <ul className="access-whom">
      {data?.items.map(({ element, kind, title, hint }) => (
        <li key={element}>
          <Link to="/c/$community/element/$element" params={{ community, element }} preload={false}>
            <KindIcon kind={kind} /> {title || say("element.unnamed")}
          </Link>{" "}
          <span className="faint">{hint}</span>
        </li>
      ))}
      {data && data.items.length < entry.count && (
        <li className="faint">{say("access.more", { count: entry.count - data.items.length })}</li>
      )}
    </ul>
  );
}
