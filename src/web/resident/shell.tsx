import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { leave } from "../api/session.ts";
import { ReadingSettings } from "../reading/reading-settings.tsx";
import { spoken, useText } from "./text.ts";

const pages = [
  { path: "/my", label: "my.title" },
  { path: "/my/readings", label: "my.readings" },
] as const;

/** The frame of the resident's pages: two large tabs, the reading settings, the way out. */
export function ResidentShell() {
  const say = useText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/(.)\/$/, "$1") });
  const signOut = async () => {
    await leave();
    queries.clear();
    await navigate({ to: "/my/sign-in" });
  };
  return (
    <>
      <a className="skip" href="#content">
        {say("app.skip")}
      </a>
      <header className="my-head">
        <span className="mark" aria-hidden="true">
          微
        </span>
        <span className="my-brand">{say("app.name")}</span>
        <button type="button" className="button quiet" onClick={() => void signOut()}>
          {say("my.leave")}
        </button>
      </header>
      <nav className="my-tabs" aria-label={say("my.nav")}>
        {pages.map(({ path: own, label }) => (
          <Link key={own} to={own} aria-current={path === own ? "page" : undefined}>
            {say(label)}
          </Link>
        ))}
      </nav>
      <main id="content" className="my-content" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="my-foot">
        <ReadingSettings spoken={spoken} />
      </footer>
    </>
  );
}
