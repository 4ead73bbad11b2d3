import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Session } from "../api/session.ts";
import { SignIn } from "../sign-in/sign-in.tsx";
import { spoken, useText } from "./text.ts";

/** Signing in as a resident: by the code on the paper first. */
export function SignInPage() {
  const say = useText();
  const navigate = useNavigate();
  const { ended = false } = useSearch({ strict: false }) as { ended?: boolean };
  const code = useRef(location.hash.slice(1));
  useEffect(() => {
    document.title = `${say("sign.title")} · ${say("app.name")}`;
    if (code.current !== "") history.replaceState(history.state, "", location.pathname);
  }, [say]);
  const enter = (session: Session) => {
    if (session.account?.role === "resident") void navigate({ to: "/my", replace: true });
    else window.location.assign("/");
  };
  return (
    <SignIn
      spoken={spoken}
      way="code"
      code={code.current}
      ended={ended}
      onSignedIn={enter}
      elsewhere={<a href="/sign-in">{say("sign.desk")}</a>}
    />
  );
}
