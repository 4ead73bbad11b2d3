import { type ReactNode, useEffect } from "react";
import { Icon } from "./icon.tsx";
import { Link } from "./navigation.tsx";
import { useText } from "./text.ts";

interface PageHeadProps {
  readonly title: string;
  /** The language of the title where it is not the page's. */
  readonly lang?: string | undefined;
  /** One sentence that says what the page is for. */
  readonly intro?: string;
  /** Where "back" leads; the start when absent. */
  readonly back?: "/my" | "/my/corrections" | "/my/forms";
  readonly children?: ReactNode;
}

/** The head of a page below the start: the way back, the title, one sentence. Names the tab too; a person's name never stands in it. */
export function PageHead({ title, lang, intro, back = "/my", children }: PageHeadProps) {
  const say = useText();
  useEffect(() => {
    document.title = `${title} · ${say("app.name")}`;
  }, [title, say]);
  return (
    <div className="my-page-head">
      <Link to={back} className="my-back">
        <Icon name="back" />
        {say(back === "/my" ? "my.back" : "my.backToList")}
      </Link>
      <h1 {...(lang === undefined ? {} : { lang })}>{title}</h1>
      {intro !== undefined && <p className="soft">{intro}</p>}
      {children}
    </div>
  );
}
