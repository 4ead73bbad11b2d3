import { useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Session } from "../api/session.ts";
import { SignIn } from "../sign-in/sign-in.tsx";
import { spoken, useText } from "./text.ts";

/** Signing in to the desk. A link with a one-time code carries it behind the #, which is taken out of the address at once. */
export function SignInPage() {
  const say = useText();
  const navigate = useNavigate();
  const { to = "/", organisation } = useSearch({ strict: false }) as { to?: string; organisation?: string };
  const path = useRouterState({ select: (state) => state.location.pathname });
  const code = useRef(location.hash.slice(1));
  useEffect(() => {
    document.title = `${say("sign.title")} · ${say("app.name")}`;
    if (code.current !== "") history.replaceState(history.state, "", location.pathname);
  }, [say]);
  const enter = (session: Session) => {
    if (session.account?.role === "resident") window.location.assign("/my");
    else void navigate({ to: ownPath(to), replace: true });
  };
  return (
    <SignIn
      spoken={spoken}
      way={path.endsWith("/code") ? "code" : "password"}
      code={code.current}
      refused={
        organisation === undefined ? "" : say(organisation === "unreachable" ? "sign.organisationUnreachable" : "sign.organisationRefused")
      }
      onSignedIn={enter}
      elsewhere={<a href="/my">{say("sign.resident")}</a>}
    />
  );
}

/** A path of our own: a link must not lead to another site, or a made-up page, after signing in. */
function ownPath(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : "/";
}
