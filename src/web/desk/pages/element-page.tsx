/** A person, household, dwelling or organisation: every value with its origin, who belongs to whom. The model of other pages about people. */
import { AuditOutlined, EditOutlined, PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { askWhole, type Reply } from "../../api/client.ts";
import { usePurpose } from "../../api/purpose.ts";
import { useCommunity, useMay } from "../community.ts";
import { type Done, useTakingBack } from "../done.ts";
import { DoneNotice } from "../done-notice.tsx";
import { EditPanel } from "../edit-panel.tsx";
import { groupFacts } from "../element-groups.ts";
import { EvidencePanel } from "../evidence-panel.tsx";
import { FactCell } from "../fact.tsx";
import { InvitationDialog } from "../invitation-dialog.tsx";
import { KindIcon } from "../kind-icon.tsx";
import { MaskedNotice } from "../masked-notice.tsx";
import { type Decided, MergePanel } from "../merge-panel.tsx";
import { PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { RecordPanel } from "../record-panel.tsx";
import { RelatedLists } from "../related-lists.tsx";
import { SplitPanel } from "../split-panel.tsx";
import { useText } from "../text.ts";
import "./element-page.css";

export type Element = Reply<"GET /api/v1/communities/{community}/elements/{element}"> & {
  /** What an edit names that is made on it. */
  readonly version: number;
};

/** What is known of an element, read anew when the purpose changes. */
export function useElement(id: string) {
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  return useQuery({
    queryKey: ["element", community, id, purpose],
    queryFn: async ({ signal }): Promise<Element> => {
      const params = { community, element: id };
      const { body, version } = await askWhole("GET /api/v1/communities/{community}/elements/{element}", { params, signal });
      return { ...body, version: Number(version.replaceAll('"', "")) };
    },
    enabled: id !== "",
  });
}

export function Page() {
  const { element = "" } = useParams({ strict: false });
  // What is open over one element, and what was done to it, is of no other.
  return <ElementPage key={element} element={element} />;
}

function ElementPage({ element }: { readonly element: string }) {
  const say = useText();
  const { data, error, isPending, refetch } = useElement(element);
  const [record, setRecord] = useState<string | null>(null);
  const [evidence, setEvidence] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [identity, setIdentity] = useState<"merge" | "split" | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const takeBack = useTakingBack();
  const may = useMay();
  usePageTitle(data ? say(`kind.${data.kind}`) : say("element.title"));
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  return (
    <article className="element">
      <Head element={data} onEvidence={() => setEvidence("")} onEdit={() => setEditing("")} onIdentity={setIdentity} />
      {done && <DoneNotice key={done.text} {...done} onUndone={() => setDone(null)} />}
      <MaskedNotice count={data.values.filter((value) => value.masked).length} />
      <div className="element-columns">
        <div className="element-facts card">
          {groupFacts(data.kind, data.values).map((group) => (
            <section key={group.title} aria-labelledby={group.title}>
              <h2 id={group.title}>{say(group.title)}</h2>
              <dl>
                {group.values.map((fact) => (
                  <FactCell
                    key={fact.attribute}
                    fact={fact}
                    onOpenRow={setRecord}
                    onOpenEvidence={setEvidence}
                    onEdit={may("registry:decide") ? setEditing : undefined}
                  />
                ))}
              </dl>
            </section>
          ))}
        </div>
        <RelatedLists element={data} />
      </div>
      {identity && (
        <IdentityPanel
          which={identity}
          element={data}
          onClose={() => setIdentity(null)}
          onDone={(next) => {
            setIdentity(null);
            setDone(next);
          }}
        />
      )}
      {editing !== null && (
        <EditPanel
          key={editing}
          element={data}
          attribute={editing}
          onClose={() => setEditing(null)}
          onStated={({ statement, label }) => {
            setEditing(null);
            setDone({ text: say("done.stated", { label }), undo: () => takeBack.statement(statement) });
          }}
        />
      )}
      <RecordPanel record={record} onClose={() => setRecord(null)} />
      <EvidencePanel
        element={evidence === null ? null : data.id}
        attribute={evidence ?? ""}
        onClose={() => setEvidence(null)}
        onOpenRow={setRecord}
      />
    </article>
  );
}

interface IdentityPanelProps {
  readonly which: "merge" | "split";
  readonly element: Element;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/** Merging or splitting the element that is shown; afterwards it says what was done, and undoes it. */
function IdentityPanel({ which, element, onClose, onDone }: IdentityPanelProps) {
  const say = useText();
  const takeBack = useTakingBack();
  const SomePanel = which === "merge" ? MergePanel : SplitPanel;
  const onDecided = ({ decision }: Decided) => onDone({ text: say(`done.${which}`), undo: () => takeBack.decision(decision) });
  return <SomePanel element={element} onClose={onClose} onDecided={onDecided} />;
}

interface HeadProps {
  readonly element: Element;
  readonly onEvidence: () => void;
  readonly onEdit: () => void;
  readonly onIdentity: (which: "merge" | "split") => void;
}

function Head({ element, onEvidence, onEdit, onIdentity }: HeadProps) {
  const say = useText();
  const may = useMay();
  const { code: community } = useCommunity();
  const [inviting, setInviting] = useState(false);
  return (
    <header className="element-head">
      <div className="element-name">
        <KindIcon kind={element.kind} />
        <div>
          <h1>{element.title || say("element.unnamed")}</h1>
          <p className="soft">{useSummary(element)}</p>
        </div>
      </div>
      <div className="element-actions">
        <button type="button" className="button" onClick={onEvidence}>
          {say("element.evidence")}
        </button>
        {may("registry:decide") && (
          <button type="button" className="button" onClick={onEdit}>
            <EditOutlined aria-hidden="true" />
            {say("edit.add")}
          </button>
        )}
        {may("registry:decide") && (
          <>
            <button type="button" className="button" onClick={() => onIdentity("merge")}>
              {say("merge.button")}
            </button>
            <button type="button" className="button" onClick={() => onIdentity("split")}>
              {say("split.button")}
            </button>
          </>
        )}
        {may("access:audit") && (
          <Link className="button" to="/c/$community/access-record" params={{ community }} search={{ element: element.id }}>
            <AuditOutlined aria-hidden="true" />
            {say("element.readings")}
          </Link>
        )}
        {element.kind === "person" && may("access:invite") && (
          <button type="button" className="button" onClick={() => setInviting(true)}>
            <PrinterOutlined aria-hidden="true" />
            {say("invite.button")}
          </button>
        )}
      </div>
      {inviting && <InvitationDialog element={element.id} onClose={() => setInviting(false)} />}
    </header>
  );
}

/** One line that tells this one from another of the same name: kind, sex, age. */
function useSummary({ kind, values }: Element): string {
  const say = useText();
  const factOf = (name: string) => values.find((value) => value.attribute === name);
  const birth = factOf("birthDate")?.value ?? "";
  const sex = factOf("sex");
  const parts = [say(`kind.${kind}`)];
  if (kind === "person" && sex) parts.push(say(sex.value === "2" ? "sex.female" : sex.value === "1" ? "sex.male" : "sex.unknown"));
  if (kind === "person" && /^\d{4}-\d{2}-\d{2}$/.test(birth)) parts.push(say("element.age", { age: ageToday(birth) }));
  return parts.join(" · ");
}

function ageToday(birth: string): number {
  const [year = 0, month = 1, day = 1] = birth.split("-").map(Number);
  const now = new Date();
  const before = now.getMonth() + 1 < month || (now.getMonth() + 1 === month && now.getDate() < day);
  return now.getFullYear() - year - (before ? 1 : 0);
}
