/** Says what a column means: whose it is, and which word of the vocabulary. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ask, type Reply } from "../../api/client.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { failureText } from "../page-states.tsx";
import { Panel } from "../panel.tsx";
import { useText } from "../text.ts";
import type { PreviewColumn } from "./job.ts";
import { useMeaningText } from "./meaning-text.ts";
import "./meaning-panel.css";

type Vocabulary = Reply<"GET /api/v1/communities/{community}/vocabulary">;
type Kind = Vocabulary["kinds"][number];
type Attribute = Kind["attributes"][number];

interface MeaningPanelProps {
  readonly community: string;
  readonly column: PreviewColumn;
  /** What stands in the column's first cells. */
  readonly samples: readonly string[];
  readonly onClose: () => void;
  readonly onSay: (said: SaidMeaning) => void;
}

/** What was said of a column. */
export interface SaidMeaning {
  /** `person.guardian.phone`, or `ignore`. */
  readonly meaning: string;
  /** The same as the reader knows it. */
  readonly words: string;
}

export function MeaningPanel({ community, column, samples, onClose, onSay }: MeaningPanelProps) {
  const say = useText();
  const { data, error } = useQuery({
    queryKey: ["vocabulary", community],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/vocabulary", { params: { community }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const header = column.header.replaceAll("\n", " ");
  return (
    <Panel title={say("meaning.title", { header })} open onClose={onClose} place="side">
      <div className="meaning">
        {samples.length > 0 && (
          <p className="soft meaning-samples">
            {say("meaning.samples")}
            {samples.map((sample) => (
              <span key={sample} className="tag">
                {sample}
              </span>
            ))}
          </p>
        )}
        {error && (
          <p className="notice wrong" role="alert">
            {failureText(error, say("error.network"), say("error.unexpected"))}
          </p>
        )}
        {data && <Words vocabulary={data} column={column} onSay={onSay} />}
      </div>
    </Panel>
  );
}

function Words({
  vocabulary,
  column,
  onSay,
}: {
  readonly vocabulary: Vocabulary;
  readonly column: PreviewColumn;
  readonly onSay: (said: SaidMeaning) => void;
}) {
  const say = useText();
  const { language } = useReading();
  const { roleText } = useMeaningText();
  const [kindName, setKind] = useState(column.kind ?? "person");
  const [role, setRole] = useState(column.role ?? "subject");
  const [wanted, setWanted] = useState("");
  const kind = vocabulary.kinds.find((each) => each.kind === kindName) ?? (vocabulary.kinds[0] as Kind);
  const found = useMemo(() => ordered(kind.attributes, wanted, column.header), [kind, wanted, column.header]);
  const chooseKind = (next: Kind) => {
    setKind(next.kind);
    if (!next.roles.some((each) => each === role)) setRole("subject");
  };
  return (
    <>
      <div className="meaning-kinds">
        {vocabulary.kinds.map((each) => (
          <button key={each.kind} type="button" className="button" aria-pressed={each.kind === kind.kind} onClick={() => chooseKind(each)}>
            {say(`kind.${each.kind}`)}
          </button>
        ))}
      </div>
      <div className="meaning-fields">
        <label className="field">
          <span className="label">{say("meaning.whose")}</span>
          <select value={role} onChange={(event) => setRole(event.target.value)}>
            {kind.roles.map((each) => (
              <option key={each} value={each}>
                {say(`role.in.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="label">{say("meaning.find")}</span>
          <input type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
        </label>
      </div>
      {found.length === 0 && <p className="soft">{say("meaning.none")}</p>}
      <ul className="meaning-words">
        {found.map((attribute) => {
          const meaning = `${kind.kind}.${role}.${attribute.name}`;
          const word = wordsIn(language, attribute.label);
          const whose = roleText({ basis: "confirmed", kind: kind.kind, role });
          const words = whose === "" ? word : `${whose} · ${word}`;
          return (
            <li key={attribute.name}>
              <button type="button" className="button" aria-current={meaning === column.meaning} onClick={() => onSay({ meaning, words })}>
                {word}
              </button>
            </li>
          );
        })}
      </ul>
      <p className="meaning-ignore">
        <button
          type="button"
          className="button quiet"
          aria-current={column.basis === "ignored"}
          onClick={() => onSay({ meaning: "ignore", words: say("meaning.ignored") })}
        >
          {say("meaning.ignore")}
        </button>
        <span className="soft">{say("meaning.kept")}</span>
      </p>
    </>
  );
}

/** The words that hold what was typed; those that have characters in common with the column's header come first. */
function ordered(attributes: readonly Attribute[], wanted: string, header: string): Attribute[] {
  const typed = wanted.trim().toLowerCase();
  const textsOf = ({ name, label, headers }: Attribute) => [label.zh, label.en.toLowerCase(), name.toLowerCase(), ...headers];
  const last = header.split("/").at(-1) ?? header;
  const nearness = (attribute: Attribute) => Math.max(...textsOf(attribute).map((text) => inCommon(text, last)));
  return attributes
    .filter((attribute) => typed === "" || textsOf(attribute).some((text) => text.includes(typed)))
    .map((attribute) => ({ attribute, near: nearness(attribute) }))
    .sort((left, right) => right.near - left.near)
    .map(({ attribute }) => attribute);
}

/** How many neighbouring pairs of characters two texts share. */
function inCommon(left: string, right: string): number {
  let count = 0;
  for (let at = 0; at + 2 <= right.length; at += 1) if (left.includes(right.slice(at, at + 2))) count += 1;
  return count;
}
