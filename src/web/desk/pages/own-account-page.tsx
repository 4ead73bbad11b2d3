/** One's own account: password and second factor. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask } from "../../api/client.ts";
import { loadSession, useSession } from "../../api/session.ts";
import { PasswordField, TextField } from "../../sign-in/fields.tsx";
import { failureText } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import "./own-account-page.css";

export function Page() {
  const say = useText();
  usePageTitle(say("account.title"));
  return (
    <div className="own-account">
      <h1>{say("account.title")}</h1>
      <PasswordCard />
      <SecondFactorCard />
    </div>
  );
}

function PasswordCard() {
  const say = useText();
  const { account } = useSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => ask("PUT /api/v1/account/password", { body: { current, next } }),
    onSuccess: () => {
      setCurrent("");
      setNext("");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <section className="card" aria-labelledby="password">
      <h2 id="password">{say("account.password")}</h2>
      <form onSubmit={submit}>
        {account?.hasPassword && (
          <PasswordField label={say("account.current")} value={current} onChange={setCurrent} autoComplete="current-password" />
        )}
        <PasswordField
          label={say("sign.newPassword")}
          hint={say("sign.newHint")}
          value={next}
          onChange={setNext}
          autoComplete="new-password"
        />
        <Outcome error={change.error} done={change.isSuccess ? say("account.passwordDone") : ""} />
        <button type="submit" className="button primary" disabled={change.isPending || next === ""}>
          {say("account.passwordChange")}
        </button>
      </form>
    </section>
  );
}

function SecondFactorCard() {
  const say = useText();
  const { account } = useSession();
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const fresh = async () => {
    setCode("");
    await loadSession();
    await queries.invalidateQueries();
  };
  const begin = useMutation({ mutationFn: () => ask("POST /api/v1/account/second-factor", {}) });
  const confirm = useMutation({ mutationFn: () => ask("PUT /api/v1/account/second-factor", { body: { code } }), onSuccess: fresh });
  const end = useMutation({
    mutationFn: () => ask("DELETE /api/v1/account/second-factor", { body: { code } }),
    onSuccess: async () => {
      begin.reset();
      confirm.reset();
      await fresh();
    },
  });
  const on = account?.secondFactor ?? false;
  return (
    <section className="card" aria-labelledby="second">
      <h2 id="second">
        {say("account.second")} <span className={`tag ${on ? "pine" : ""}`}>{say(on ? "account.secondOn" : "account.secondOff")}</span>
      </h2>
      <p className="soft">{say("account.secondExplain")}</p>
      {confirm.data && <RecoveryCodes codes={confirm.data.recoveryCodes} />}
      {!on && !begin.data && (
        <button type="button" className="button" disabled={begin.isPending} onClick={() => begin.mutate()}>
          {say("account.secondBegin")}
        </button>
      )}
      {(on || begin.data) && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (on) end.mutate();
            else confirm.mutate();
          }}
        >
          {!on && begin.data && (
            <p>
              {say("account.secondSecret")} <code className="ltr">{begin.data.secret.match(/.{1,4}/g)?.join(" ")}</code>{" "}
              <a href={begin.data.uri}>{say("account.secondOpen")}</a>
            </p>
          )}
          <TextField
            label={say("sign.second")}
            hint={say("sign.secondHint")}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
          />
          <Outcome error={on ? end.error : confirm.error} done="" />
          <button type="submit" className="button primary" disabled={code === "" || confirm.isPending || end.isPending}>
            {say(on ? "account.secondEnd" : "account.secondConfirm")}
          </button>
        </form>
      )}
    </section>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const say = useText();
  return (
    <div className="notice look recovery">
      <p>{say("account.recovery")}</p>
      <ul className="digits ltr">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>
  );
}

function Outcome({ error, done }: { readonly error: unknown; readonly done: string }) {
  const say = useText();
  const text = error ? failureText(error, say("error.network"), say("error.unexpected")) : done;
  return (
    <p role="status" className={text === "" ? "visually-hidden" : `notice ${error ? "wrong" : ""}`}>
      {text}
    </p>
  );
}
