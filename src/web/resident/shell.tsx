import type { ReactNode } from "react";
import { changeReading, useReading } from "../reading/reading.ts";
import { ReadingSettings } from "../reading/reading-settings.tsx";
import { Icon } from "./icon.tsx";
import { Link, usePlace } from "./navigation.tsx";
import { pages } from "./pages.ts";
import { spoken, useText } from "./text.ts";

/** The size that one tap gives; the others are chosen at the foot of every page. */
const elderSize = 22;

/** The frame of the resident's pages: the way to the start, large text in one tap, the reading settings. Wide screens show all pages beside. */
export function ResidentShell({ children }: { readonly children: ReactNode }) {
  const say = useText();
  const { elder } = useReading();
  const { path } = usePlace();
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
            <Link key={own} to={own} current={path.startsWith(own)}>
              <Icon name={icon} />
              {say(label)}
            </Link>
          ))}
        </nav>
        <main id="content" className="my-content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <footer className="my-foot">
        <ReadingSettings spoken={spoken} />
      </footer>
    </>
  );
}
