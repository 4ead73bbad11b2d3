/** All that was ever said of an element: what lost and why, every row that speaks of it, its merges and splits. */
import { useQuery } from "@tanstack/react-query";
import { ask, type Reply } from "../api/client.ts";
import { usePurpose } from "../api/purpose.ts";
import { useReading, wordsIn } from "../reading/reading.ts";
import { useCommunity } from "./community.ts";
import { useFactText } from "./fact.tsx";
import { PageFailure, PageWaiting } from "./page-states.tsx";
import { Panel } from "./panel.tsx";
import { useStatedText } from "./stated.ts";
import { useText } from "./text.ts";
import { Timeline } from "./timeline.tsx";
import "./panels.css";

export type Evidence = Reply<"GET /api/v1/communities/{community}/elements/{element}/evidence">;
type Attribute = Evidence["attributes"][number];
type Statement = Attribute["golden"][number];

interface EvidenceProps {
  /** Null: closed. */
  readonly element: string | null;
  /** The attribute asked about; empty: all of which something else is said. */
  readonly attribute: string;
  readonly onClose: () => void;
  /** Opens a row as it was delivered. */
  readonly onOpenRow: (record: string) => void;
}

export function EvidencePanel({ element, attribute, onClose, onOpenRow }: EvidenceProps) {
  const say = useText();
  return (
    <Panel title={say("element.evidence")} open={element !== null} onClose={onClose} place="side">
      {element !== null && <EvidenceBody element={element} attribute={attribute} onOpenRow={onOpenRow} />}
    </Panel>
  );
}

interface EvidenceBodyProps {
  readonly element: string;
  readonly attribute: string;
  readonly onOpenRow: (record: string) => void;
}

function EvidenceBody({ element, attribute, onOpenRow }: EvidenceBodyProps) {
  const say = useText();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const { data, error, isPending } = useQuery({
    queryKey: ["evidence", community, element, purpose],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/communities/{community}/elements/{element}/evidence", { params: { community, element }, signal }),
  });
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} />;
  const shown = data.attributes.filter((each) => (attribute === "" ? each.others.length > 0 : each.attribute === attribute));
  return (
    <div className="evidence">
      {shown.length === 0 && <p className="soft">{say("evidence.agreed")}</p>}
      {shown.map((each) => (
        <AttributeEvidence key={each.attribute} attribute={each} />
      ))}
      <Timeline evidence={data} onOpenRow={onOpenRow} />
    </div>
  );
}

function AttributeEvidence({ attribute }: { readonly attribute: Attribute }) {
  const say = useText();
  const { language } = useReading();
  return (
    <section>
      <h3>
        {wordsIn(language, attribute.label)}
        {attribute.disputed && <span className="tag look">{say("fact.disputed")}</span>}
      </h3>
      <ul>
        {attribute.golden.map((statement) => (
          <StatementLine key={`golden ${statement.value}`} statement={statement} attribute={attribute} chosen />
        ))}
        {attribute.others.map((statement) => (
          <StatementLine key={`${statement.reason} ${statement.value}`} statement={statement} attribute={attribute} chosen={false} />
        ))}
      </ul>
    </section>
  );
}

function StatementLine(props: { readonly statement: Statement; readonly attribute: Attribute; readonly chosen: boolean }) {
  const { statement, attribute, chosen } = props;
  const say = useText();
  const { language } = useReading();
  const textOf = useFactText();
  const statedText = useStatedText();
  return (
    <li className={chosen ? "chosen" : ""}>
      <p>
        <strong className="digits">
          {textOf({ attribute: attribute.attribute, value: statement.value, text: statement.text, masked: attribute.masked })}
        </strong>
        <span className={`tag ${chosen ? "pine" : ""}`}>{say(chosen ? "evidence.chosen" : "evidence.lost")}</span>
        {!statement.valid && <span className="tag wrong">{say("evidence.invalid")}</span>}
        <span className="soft">{say(`reason.${statement.reason}`)}</span>
      </p>
      {statement.origins.map((origin) => (
        <p className="faint" key={`${origin.file} ${origin.sheet} ${origin.row} ${origin.column}`}>
          {[
            wordsIn(language, origin.department),
            ...(origin.stated === undefined
              ? [origin.file, origin.sheet, say("origin.row", { row: origin.row }), origin.column]
              : [origin.file, statedText(origin.stated)]),
          ]
            .filter((part) => part !== "")
            .join(" · ")}
        </p>
      ))}
    </li>
  );
}
