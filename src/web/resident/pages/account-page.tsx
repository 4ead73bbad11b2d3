/** My account: the name and a password to come back with, and the way out. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask } from "../../api/client.ts";
import { leave, loadSession, useSession } from "../../api/session.ts";
import { PasswordField } from "../../sign-in/fields.tsx";
import { draftsBelongTo } from "../drafts.ts";
import { useFormats } from "../formats.ts";
import { go } from "../navigation.tsx";
import { PageHead } from "../page-head.tsx";
import { problemText } from "../page-states.tsx";
import { useText } from "../text.ts";
import "../../sign-in/sign-in.css";

export function Page() {
  const say = useText();
  const { day, time } = useFormats();
  const { account, expiresAt } = useSession();
  return (
    <>
      <PageHead title={say("account.title")} intro={say("account.intro")} />
      <section className="card my-card" aria-labelledby="name">
        <h2 id="name">{say("account.name")}</h2>
        <p className="my-value ltr my-account-name">{account?.name}</p>
        {expiresAt !== undefined && <p className="soft">{say("account.until", { date: day(expiresAt), time: time(expiresAt) })}</p>}
        <SignOut />
      </section>
      <Password has={account?.hasPassword ?? false} />
    </>
  );
}

function Password({ has }: { readonly has: boolean }) {
  const say = useText();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => ask("PUT /api/v1/account/password", { body: { current, next } }),
    onSuccess: async () => {
      setCurrent("");
      setNext("");
      await loadSession();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <section className="card my-card" aria-labelledby="password">
      <h2 id="password">{say(has ? "account.passwordChange" : "account.passwordSet")}</h2>
      <p className="soft">{say("account.passwordWhy")}</p>
      <form className="my-form" onSubmit={submit} noValidate>
        {has && <PasswordField label={say("account.current")} value={current} onChange={setCurrent} autoComplete="current-password" />}
        <PasswordField
          label={say("sign.newPassword")}
          hint={say("sign.newHint")}
          value={next}
          onChange={setNext}
          autoComplete="new-password"
        />
        <p
          role={change.error ? "alert" : "status"}
          className={change.error ? "notice wrong" : change.isSuccess ? "notice" : "visually-hidden"}
        >
          {change.error ? problemText(change.error, say) : change.isSuccess ? say("account.passwordDone") : ""}
        </p>
        <button type="submit" className="button primary" disabled={change.isPending || next === ""}>
          {say(has ? "account.passwordChange" : "account.passwordSet")}
        </button>
      </form>
    </section>
  );
}

function SignOut() {
  const say = useText();
  const queries = useQueryClient();
  const signOut = async () => {
    await leave();
    queries.clear();
    draftsBelongTo("");
    go("/my/sign-in");
  };
  return (
    <p>
      <button type="button" className="button" onClick={() => void signOut()}>
        {say("my.leave")}
      </button>
    </p>
  );
}
