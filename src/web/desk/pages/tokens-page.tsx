/** The tokens by which departments' own systems sign in: made here, shown once, ended here. */
import { CopyOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { tokenScopes } from "#access/contract";
import { ask, type Reply } from "../../api/client.ts";
import { useSession } from "../../api/session.ts";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { failureText, Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import "./tokens-page.css";

type Token = Reply<"GET /api/v1/tokens">["items"][number];
type Scope = Token["scopes"][number];

const lasting = [30, 90, 365, 730] as const;

export function Page() {
  const say = useText();
  usePageTitle(say("tokens.title"));
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => ask("GET /api/v1/tokens", { signal }),
  });
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  return (
    <div className="tokens">
      <header>
        <h1>{say("tokens.title")}</h1>
        <p className="soft">{say("tokens.intro")}</p>
      </header>
      <div className="tokens-columns">
        <NewToken />
        <section className="card" aria-labelledby="tokens-list">
          <h2 id="tokens-list">{say("tokens.list")}</h2>
          {data.items.length === 0 ? (
            <Nothing title={say("tokens.none")} />
          ) : (
            <ul className="tokens-list">
              {data.items.map((token) => (
                <TokenLine key={token.id} token={token} />
              ))}
            </ul>
          )}
        </section>
      </div>
    </div>
  );
}

function NewToken() {
  const say = useText();
  const { communities = [] } = useSession();
  const { code } = useCommunity();
  const queries = useQueryClient();
  const [label, setLabel] = useState("");
  const [community, setCommunity] = useState(code);
  const [scopes, setScopes] = useState<readonly Scope[]>(["registry:fill"]);
  const [days, setDays] = useState<number>(365);
  const make = useMutation({
    mutationFn: () =>
      ask("POST /api/v1/tokens", { body: { label: label.trim(), community, scopes: [...scopes], days }, key: crypto.randomUUID() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const reset = () => {
    make.reset();
    setLabel("");
  };
  return (
    <section className="card" aria-labelledby="tokens-new">
      <h2 id="tokens-new">{say("tokens.new")}</h2>
      {make.data ? (
        <MadeToken token={make.data.token} onDone={reset} />
      ) : (
        <form className="tokens-form" onSubmit={submit}>
          <label className="field">
            <span className="label">{say("tokens.label")}</span>
            <input
              value={label}
              required
              maxLength={60}
              placeholder={say("tokens.labelHint")}
              autoComplete="off"
              onChange={(event) => setLabel(event.target.value)}
            />
          </label>
          <label className="field">
            <span className="label">{say("tokens.community")}</span>
            <select value={community} onChange={(event) => setCommunity(event.target.value)}>
              {communities.map((each) => (
                <option key={each.code} value={each.code}>
                  {each.name === "" ? each.code : `${each.name} ${each.code}`}
                </option>
              ))}
            </select>
          </label>
          <fieldset className="tokens-scopes">
            <legend>{say("tokens.scopes")}</legend>
            {tokenScopes.map((scope) => (
              <label key={scope}>
                <input
                  type="checkbox"
                  checked={scopes.includes(scope)}
                  onChange={(event) => setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))}
                />
                <span>
                  {say(`tokens.scope.${scope}`)}
                  <code className="faint ltr">{scope}</code>
                </span>
              </label>
            ))}
          </fieldset>
          <label className="field">
            <span className="label">{say("tokens.days")}</span>
            <select value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {lasting.map((each) => (
                <option key={each} value={each}>
                  {say("tokens.daysOf", { days: each })}
                </option>
              ))}
            </select>
          </label>
          {make.error && (
            <p className="notice wrong" role="alert">
              {failureText(make.error, say("error.network"), say("error.unexpected"))}
            </p>
          )}
          <button type="submit" className="button primary" disabled={label.trim() === "" || scopes.length === 0 || make.isPending}>
            {say("tokens.make")}
          </button>
        </form>
      )}
    </section>
  );
}

function MadeToken({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const say = useText();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(token).then(() => setCopied(true));
  return (
    <div className="tokens-form" role="status">
      <p className="notice look">{say("tokens.made")}</p>
      <code className="tokens-made ltr">{token}</code>
      <div className="tokens-actions">
        {/* Copying needs a secure page; elsewhere the token is marked and copied by hand. */}
        {window.isSecureContext && (
          <button type="button" className="button" onClick={copy}>
            <CopyOutlined aria-hidden="true" />
            {say(copied ? "tokens.copied" : "tokens.copy")}
          </button>
        )}
        <button type="button" className="button primary" onClick={onDone}>
          {say("tokens.done")}
        </button>
      </div>
    </div>
  );
}

function TokenLine({ token }: { readonly token: Token }) {
  const say = useText();
  const { day, moment } = useFormats();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const { communities = [] } = useSession();
  const end = useMutation({
    mutationFn: () => ask("DELETE /api/v1/tokens/{token}", { params: { token: token.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  const state = token.revoked ? "revoked" : Date.parse(token.expiresAt) < Date.now() ? "expired" : "good";
  const community = communities.find(({ code }) => code === token.community)?.name || token.community;
  return (
    <li className="token">
      <div>
        <h3>
          {token.label} <span className={`tag ${state === "good" ? "pine" : ""}`}>{say(`tokens.state.${state}`)}</span>
        </h3>
        <p className="soft">{token.scopes.map((scope) => say(`tokens.scope.${scope}`)).join(say("list.comma"))}</p>
        <p className="faint digits">
          {community} · {say("tokens.until")} {day(token.expiresAt)} · {say("tokens.used")}{" "}
          {token.usedAt === undefined ? say("tokens.never") : moment(token.usedAt)} ·{" "}
          {say("tokens.by", { name: token.createdBy, day: day(token.createdAt) })}
        </p>
        {end.error && (
          <p className="notice wrong" role="alert">
            {failureText(end.error, say("error.network"), say("error.unexpected"))}
          </p>
        )}
      </div>
      {state === "good" && (
        <button type="button" className="button" disabled={end.isPending} onClick={() => (sure ? end.mutate() : setSure(true))}>
          {say(sure ? "tokens.revokeSure" : "tokens.revoke")}
        </button>
      )}
    </li>
  );
}
