import { useSession } from "../../api/session.ts";
import { Nothing } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";

/** What whoever acts in no community sees: why there is nothing, and who can change it. */
export function Page() {
  const say = useText();
  const { account } = useSession();
  usePageTitle(say("none.title"));
  return <Nothing title={say("none.title")}>{say(account?.role === "administrator" ? "none.administrator" : "none.others")}</Nothing>;
}
