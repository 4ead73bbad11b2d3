/** Says that two elements are the same: finds the other one, shows what they would be as one, and does it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { ask, type Reply } from "../api/client.ts";
import { usePurpose } from "../api/purpose.ts";
import { useCommunity } from "./community.ts";
import { usePaused } from "./find-box.tsx";
import { IdentityPreview } from "./identity-preview.tsx";
import { failureText, PageWaiting } from "./page-states.tsx";
import type { Element } from "./pages/element-page.tsx";
import { Panel } from "./panel.tsx";
import { useText } from "./text.ts";
import { useRegistryChanged } from "./waiting.ts";

type Found = Pick<Reply<"POST /api/v1/communities/{community}/find">["items"][number], "id" | "title" | "hint">;
/** What was decided, and which elements there are now. */
export type Decided = Reply<"POST /api/v1/communities/{community}/elements/{element}/merge">;

interface IdentityPanelProps {
  readonly element: Element;
  readonly onClose: () => void;
  readonly onDecided: (decided: Decided) => void;
}

export function MergePanel({ element, onClose, onDecided }: IdentityPanelProps) {
  const say = useText();
  const [other, setOther] = useState<Found | null>(null);
  return (
    <Panel title={say("merge.title")} open onClose={onClose} place="side">
      <div className="identity">
        <p className="soft">{say("merge.explain")}</p>
        {other === null ? (
          <FindOther element={element} onFound={setOther} />
        ) : (
          <Merging element={element} other={other} onBack={() => setOther(null)} onDecided={onDecided} />
        )}
      </div>
    </Panel>
  );
}

interface FindingProps {
  readonly element: Element;
  readonly onFound: (found: Found) => void;
}

/** Who it may be, and a box for whoever it is besides. The arrow keys go through both lists. */
function FindOther({ element, onFound }: FindingProps) {
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const { data, error, isPending } = useQuery({
    queryKey: ["likely same", community, element.id, element.version, purpose],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/communities/{community}/elements/{element}/likely-same", { params: { community, element: element.id }, signal }),
    gcTime: 0,
  });
  const likely = data?.items ?? [];
  // Nothing takes the keyboard away from somebody who types already.
  if (isPending) return <PageWaiting />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons and the field inside.
    <div className="identity-find" onKeyDown={stepByArrow}>
      {error && <Refusal error={error} />}
      {likely.length > 0 && <Likely likely={likely} onFound={onFound} />}
      <Sought element={element} onFound={onFound} first={likely.length === 0} />
    </div>
  );
}

function stepByArrow(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, button")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

interface LikelyProps {
  readonly likely: Reply<"GET /api/v1/communities/{community}/elements/{element}/likely-same">["items"];
  readonly onFound: (found: Found) => void;
}

function Likely({ likely, onFound }: LikelyProps) {
  const say = useText();
  return (
    <section className="identity-likely" aria-labelledby="identity-likely">
      <h3 id="identity-likely">{say("merge.likely")}</h3>
      <ul className="identity-list">
        {likely.map((each, at) => (
          <li key={each.id}>
            {/* biome-ignore lint/a11y/noAutofocus: in the dialog that was just opened, the likeliest answer is where the keyboard begins. */}
            <button type="button" className="button" autoFocus={at === 0} onClick={() => onFound(each)}>
              <strong>{each.title || say("element.unnamed")}</strong>
              <span className="faint digits">{each.hint}</span>
              <span className="identity-reasons">
                {each.reasons.map((reason) => (
                  <span key={reason} className={`tag ${reason === "review" ? "look" : ""}`}>
                    {say(`merge.because.${reason}`)}
                  </span>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sought({ element, onFound, first }: FindingProps & { readonly first: boolean }) {
  const say = useText();
  const id = useId();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const [text, setText] = useState("");
  const sought = usePaused(text.trim());
  const { data, error } = useQuery({
    queryKey: ["find", community, sought, purpose],
    queryFn: ({ signal }) => ask("POST /api/v1/communities/{community}/find", { params: { community }, body: { text: sought }, signal }),
    enabled: sought !== "",
    placeholderData: (before) => before,
  });
  const others = sought === "" ? [] : (data?.items ?? []).filter((each) => each.kind === element.kind && each.id !== element.id);
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{say("merge.find")}</label>
        <input
          id={id}
          type="search"
          // biome-ignore lint/a11y/noAutofocus: where nobody is likely, the keyboard begins here.
          autoFocus={first}
          value={text}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {error && <Refusal error={error} />}
      {others.length === 0 && data && <p className="soft">{say("merge.nobody")}</p>}
      <ul className="identity-list">
        {others.map((each) => (
          <li key={each.id}>
            <button type="button" className="button" onClick={() => onFound(each)}>
              <strong>{each.title || say("element.unnamed")}</strong>
              <span className="faint digits">{each.hint}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface MergingProps {
  readonly element: Element;
  readonly other: Found;
  readonly onBack: () => void;
  readonly onDecided: (decided: Decided) => void;
}

function Merging({ element, other, onBack, onDecided }: MergingProps) {
  const say = useText();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const changed = useRegistryChanged();
  const [key] = useState(() => crypto.randomUUID());
  const asked = { params: { community, element: element.id }, body: { other: other.id } };
  const preview = useQuery({
    queryKey: ["merge preview", community, element.id, element.version, other.id, purpose],
    queryFn: ({ signal }) => ask("POST /api/v1/communities/{community}/elements/{element}/merge-preview", { ...asked, signal }),
    gcTime: 0,
  });
  const merge = useMutation({
    mutationFn: () => ask("POST /api/v1/communities/{community}/elements/{element}/merge", { ...asked, key }),
    onSuccess: (decided) => {
      changed();
      onDecided(decided);
    },
  });
  return (
    <>
      {preview.isPending && <PageWaiting />}
      {preview.data && <IdentityPreview title={say("merge.after")} previewed={preview.data} />}
      {(preview.error ?? merge.error) && <Refusal error={preview.error ?? merge.error} />}
      <div className="edit-actions">
        <button type="button" className="button primary" disabled={!preview.data || merge.isPending} onClick={() => merge.mutate()}>
          {say("merge.do")}
        </button>
        <button type="button" className="button" onClick={onBack}>
          {say("merge.another")}
        </button>
      </div>
    </>
  );
}

export function Refusal({ error }: { readonly error: unknown }) {
  const say = useText();
  return (
    <p className="notice wrong" role="alert">
      {failureText(error, say("error.network"), say("error.unexpected"))}
    </p>
  );
}
