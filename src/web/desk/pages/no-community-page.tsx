import { useNavigate } from "@tanstack/react-router";
import { CommunityForm } from "../accounts/community-form.tsx";
import { useMay } from "../community.ts";
import { Nothing } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";

/** What whoever acts in no community sees: why there is nothing, and what to do. */
export function Page() {
  const say = useText();
  const may = useMay();
  const navigate = useNavigate();
  usePageTitle(say("none.title"));
  if (!may("access:accounts")) return <Nothing title={say("none.title")}>{say("none.others")}</Nothing>;
  return (
    <section className="card community-first">
      <h1>{say("none.title")}</h1>
      <p className="soft">{say("none.administrator")}</p>
      <CommunityForm onMade={(community) => void navigate({ to: "/c/$community/imports", params: { community } })} />
    </section>
  );
}
