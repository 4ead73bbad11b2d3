import { useEffect } from "react";
import { useText } from "./text.ts";

/** Names the page in the browser's tab. Give no person's name: tabs and histories are seen by others. */
export function usePageTitle(title: string): void {
  const say = useText();
  useEffect(() => {
    document.title = `${title} · ${say("app.name")}`;
  }, [title, say]);
}
