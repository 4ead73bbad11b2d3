import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { changeReading, useReading } from "../reading/reading.ts";
import { ReadingSettings } from "../reading/reading-settings.tsx";
import { Icon } from "./icon.tsx";
import { pages } from "./pages.ts";
import { spoken, useText } from "./text.ts";

/** The size that one tap gives; the others are chosen at the foot of every page. */
const elderSize = 22;

/** The frame of the resident's pages: the way to the start, large text in one tap, the reading settings. Wide screens show all pages beside. */
export function ResidentShell() {
  const say = useText();
  const { elder } = useReading();
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/(.)\/$/, "$1") });
  return (
    <>
      <a className="skip" href="#content">
        {say("app.skip")}
      </a>
      <header className="my-head">
        <Link to="/my" className="my-brand">
          <span className="mark" aria-hidden="true">
            微
          </span>
          {say("app.name")}
        </Link>
        <button
          type="button"
          className="button"
          aria-pressed={elder !== 0}
          onClick={() => changeReading({ elder: elder === 0 ? elderSize : 0 })}
        >
          {say("read.elder")}
        </button>
      </header>
      <div className="my-frame">
        <nav className="my-nav" aria-label={say("my.nav")}>
          {pages.map(({ path: own, label, icon }) => (
            <Link key={own} to={own} aria-current={path.startsWith(own) ? "page" : undefined}>
              <Icon name={icon} />
              {say(label)}
            </Link>
          ))}
        </nav>
        <main id="content" className="my-content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <footer className="my-foot">
        <ReadingSettings spoken={spoken} />
      </footer>
    </>
  );
}
