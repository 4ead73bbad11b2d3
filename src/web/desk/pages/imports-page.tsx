/** Handing files in, and what was handed in before. */
import { useCommunity } from "../community.ts";
import { DropZone } from "../imports/drop-zone.tsx";
import { ImportList } from "../imports/import-list.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import "./imports-page.css";

export function Page() {
  const say = useText();
  const { code } = useCommunity();
  usePageTitle(say("import.title"));
  return (
    <div className="imports">
      <header>
        <h1>{say("import.title")}</h1>
        <p className="soft">{say("import.lead")}</p>
      </header>
      <DropZone community={code} />
      <ImportList community={code} />
    </div>
  );
}
