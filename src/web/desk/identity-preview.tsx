/** What an element would be after a merge or a split: the values that would hold, and those that would lose. */
import type { Reply } from "../api/client.ts";
import { useReading, wordsIn } from "../reading/reading.ts";
import { useText } from "./text.ts";
import "./identity.css";

export type Previewed = Reply<"POST /api/v1/communities/{community}/elements/{element}/merge-preview">;

export function IdentityPreview({ title, previewed }: { readonly title: string; readonly previewed: Previewed }) {
  const say = useText();
  const { language } = useReading();
  return (
    <section className="identity-preview" aria-label={title}>
      <h3>
        {title} <span className="faint digits">{say("identity.rows", { count: previewed.rows })}</span>
      </h3>
      <p className="identity-title">{previewed.title || say("element.unnamed")}</p>
      <dl>
        {previewed.attributes.map(({ attribute, label, text, losers, disputed }) => (
          <div key={attribute}>
            <dt>{wordsIn(language, label)}</dt>
            <dd className="digits">
              {wordsIn(language, text) || "—"}
              {disputed && <span className="tag look">{say("fact.disputed")}</span>}
              {losers.map((each) => (
                <del key={each.zh}>{wordsIn(language, each)}</del>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
