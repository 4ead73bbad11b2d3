/** One account, at the side: made or changed, stopped, let in again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiProblem, ask, type Reply } from "../../api/client.ts";
import { useSession } from "../../api/session.ts";
import { TextField } from "../../sign-in/fields.tsx";
import { failureText } from "../page-states.tsx";
import { Panel } from "../panel.tsx";
import { useText } from "../text.ts";
import { useCommunityNames } from "./community-names.ts";
import { type IssuedCode, OneTimeLink } from "./one-time-link.tsx";
import "./account-panel.css";

export type Account = Reply<"GET /api/v1/accounts">["items"][number];
type Assignable = Exclude<Account["role"], "resident">;
const roles: readonly Assignable[] = ["worker", "office", "administrator", "auditor", "provider"];

interface AccountPanelProps {
  /** Null to make one. */
  readonly account: Account | null;
  readonly onClose: () => void;
}

interface Fields {
  readonly name: string;
  readonly label: string;
  readonly role: Assignable;
  readonly communities: readonly string[];
}

export function AccountPanel({ account, onClose }: AccountPanelProps) {
  const say = useText();
  const [code, setCode] = useState<IssuedCode | null>(null);
  const title = account === null ? say("accounts.new") : account.label || account.name;
  return (
    <Panel title={title} open onClose={onClose} place="side">
      <div className="account-panel">
        {code ? <OneTimeLink issued={code} /> : <Details account={account} onCode={setCode} onDone={onClose} />}
        {account && code === null && <Access account={account} onCode={setCode} />}
      </div>
    </Panel>
  );
}

interface DetailsProps {
  readonly account: Account | null;
  readonly onCode: (code: IssuedCode) => void;
  readonly onDone: () => void;
}

function Details({ account, onCode, onDone }: DetailsProps) {
  const say = useText();
  const queries = useQueryClient();
  // One key a form: pressing twice on a slow line makes one account.
  const [key] = useState(() => crypto.randomUUID());
  const [fields, setFields] = useState<Fields>({
    name: account?.name ?? "",
    label: account?.label ?? "",
    role: account && account.role !== "resident" ? account.role : "worker",
    communities: account?.communities ?? [],
  });
  const keep = useMutation({
    mutationFn: async () => {
      const { name, ...rest } = { ...fields, communities: fields.role === "administrator" ? [] : [...fields.communities] };
      if (account === null) return (await ask("POST /api/v1/accounts", { body: { name, ...rest }, key })).code;
      await changeAccount(account, rest);
      return null;
    },
    onSuccess: async (issued) => {
      await queries.invalidateQueries({ queryKey: ["accounts"] });
      if (issued) onCode({ ...issued, name: fields.label || fields.name });
      else onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  return (
    <form onSubmit={submit}>
      {account === null && (
        <TextField
          label={say("accounts.name")}
          hint={say("accounts.nameHint")}
          value={fields.name}
          onChange={(name) => setFields({ ...fields, name })}
          autoComplete="off"
          focused
        />
      )}
      <TextField
        label={say("accounts.label")}
        hint={say("accounts.labelHint")}
        value={fields.label}
        onChange={(label) => setFields({ ...fields, label })}
        autoComplete="off"
      />
      <label className="field">
        <span className="label">{say("accounts.role")}</span>
        <select value={fields.role} onChange={(event) => setFields({ ...fields, role: event.target.value as Assignable })}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {say(`role.${role}`)}
            </option>
          ))}
        </select>
        <span className="hint">{say(`accounts.may.${fields.role}`)}</span>
      </label>
      {fields.role !== "administrator" && (
        <Communities chosen={fields.communities} onChoose={(communities) => setFields({ ...fields, communities })} />
      )}
      <Failure error={keep.error} />
      <button type="submit" className="button primary" disabled={keep.isPending || fields.name.trim() === ""}>
        {say(account === null ? "accounts.make" : "accounts.keep")}
      </button>
    </form>
  );
}

function Communities({ chosen, onChoose }: { readonly chosen: readonly string[]; readonly onChoose: (codes: readonly string[]) => void }) {
  const say = useText();
  const nameOf = useCommunityNames();
  const { communities = [] } = useSession();
  const codes = [...new Set([...communities.map((each) => each.code), ...chosen])];
  return (
    <fieldset className="account-communities">
      <legend>{say("accounts.communities")}</legend>
      {codes.length === 0 && <p className="soft">{say("none.title")}</p>}
      {codes.map((code) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={(event) => onChoose(event.target.checked ? [...chosen, code] : chosen.filter((each) => each !== code))}
          />
          <span>{nameOf(code)}</span>
          {nameOf(code) !== code && <span className="faint digits">{code}</span>}
        </label>
      ))}
    </fieldset>
  );
}

/** Letting in again, taking away a lost second factor, stopping. */
function Access({ account, onCode }: { readonly account: Account; readonly onCode: (code: IssuedCode) => void }) {
  const say = useText();
  const queries = useQueryClient();
  const { account: own } = useSession();
  const [key] = useState(() => crypto.randomUUID());
  const fresh = () => queries.invalidateQueries({ queryKey: ["accounts"] });
  const link = useMutation({
    mutationFn: () => ask("POST /api/v1/accounts/{account}/code", { params: { account: account.id }, key }),
    onSuccess: (issued) => onCode({ ...issued, name: account.label || account.name }),
  });
  const change = useMutation({ mutationFn: (changed: Change) => changeAccount(account, changed), onSuccess: fresh });
  const busy = link.isPending || change.isPending;
  return (
    <section className="account-access" aria-labelledby="account-access">
      <h3 id="account-access">{say("accounts.access")}</h3>
      <Failure error={link.error ?? change.error} />
      {account.active && (
        <div>
          <button type="button" className="button" disabled={busy} onClick={() => link.mutate()}>
            {say("accounts.link")}
          </button>
          <p className="soft">{say("accounts.linkHint")}</p>
        </div>
      )}
      {account.secondFactor && (
        <div>
          <button type="button" className="button" disabled={busy} onClick={() => change.mutate({ secondFactor: false })}>
            {say("accounts.secondAway")}
          </button>
          <p className="soft">{say("accounts.secondAwayHint")}</p>
        </div>
      )}
      {own?.name !== account.name && (
        <div>
          <button type="button" className="button" disabled={busy} onClick={() => change.mutate({ active: !account.active })}>
            {say(account.active ? "accounts.stop" : "accounts.resume")}
          </button>
          <p className="soft">{say(account.active ? "accounts.stopHint" : "accounts.resumeHint")}</p>
        </div>
      )}
    </section>
  );
}

interface Change {
  readonly label?: string;
  readonly role?: Assignable;
  readonly communities?: string[];
  readonly active?: boolean;
  readonly secondFactor?: false;
}

/** Changes the account as it was shown: had somebody else changed it since, theirs is not lost. */
const changeAccount = (account: Account, body: Change) =>
  ask("PATCH /api/v1/accounts/{account}", { params: { account: account.id }, body, version: `"${account.version}"` });

function Failure({ error }: { readonly error: unknown }) {
  const say = useText();
  if (!error) return null;
  const changed = error instanceof ApiProblem && error.code === "account-changed";
  return (
    <p className="notice wrong" role="alert">
      {changed ? say("accounts.changed") : failureText(error, say("error.network"), say("error.unexpected"))}
    </p>
  );
}
