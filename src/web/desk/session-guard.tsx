/**
 * Keeps what is on the page while nobody is signed in any more: a session that ends in the middle of typing hides the page behind the sign-in,
 * and whoever comes back finds it as they left it. Somebody else begins anew.
 */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Session, useSession, useSessionOver } from "../api/session.ts";
import { SignIn } from "../sign-in/sign-in.tsx";
import { spoken, useText } from "./text.ts";
import "./session-guard.css";

export function SessionGuard({ children }: { readonly children: ReactNode }) {
  const over = useSessionOver();
  const { account } = useSession();
  const [owner] = useState(account?.name);
  const queries = useQueryClient();
  const comeBack = (session: Session) => {
    if (session.account?.name === owner) void queries.invalidateQueries();
    else window.location.assign("/");
  };
  return (
    <>
      <div hidden={over || account?.name !== owner}>{children}</div>
      {over && <SignInAgain onSignedIn={comeBack} />}
    </>
  );
}

/** A dialog, since one that lies open below would let nothing else be touched. */
function SignInAgain({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const say = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="sign-in-again" aria-label={say("sign.title")} onCancel={(event) => event.preventDefault()}>
      <SignIn spoken={spoken} way="password" ended onSignedIn={onSignedIn} elsewhere={<a href="/sign-in">{say("session.other")}</a>} />
    </dialog>
  );
}
