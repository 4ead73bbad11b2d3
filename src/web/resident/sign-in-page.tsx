import { useEffect, useRef } from "react";
import type { Session } from "../api/session.ts";
import { SignIn } from "../sign-in/sign-in.tsx";
import { draftsBelongTo } from "./drafts.ts";
import { afterSignIn, go, usePlace } from "./navigation.tsx";
import { spoken, useText } from "./text.ts";

/** Signing in as a resident: by the code on the paper first. */
export function SignInPage() {
  const say = useText();
  const { search } = usePlace();
  const code = useRef(location.hash.slice(1));
  useEffect(() => {
    document.title = `${say("sign.title")} · ${say("app.name")}`;
    if (code.current !== "") history.replaceState(history.state, "", location.pathname);
  }, [say]);
  const enter = (session: Session) => {
    if (session.account?.role === "resident") {
      draftsBelongTo(session.account.name);
      go(afterSignIn(search), { replace: true });
    } else window.location.assign("/");
  };
  return (
    <SignIn
      spoken={spoken}
      way="code"
      code={code.current}
      ended={search.get("ended") === "true"}
      onSignedIn={enter}
      elsewhere={<a href="/sign-in">{say("sign.desk")}</a>}
    />
  );
}
