/** Pairs that wait for a human, one at a time: differences lit, reasons in words, all by keyboard. */
import { EyeOutlined, KeyOutlined, UndoOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { useCommunity } from "../community.ts";
import { useFactText } from "../fact.tsx";
import { useFormats } from "../formats.ts";
import { useKeys } from "../keys.ts";
import { KeysPanel } from "../keys-panel.tsx";
import { KindIcon } from "../kind-icon.tsx";
import { LitText } from "../lit-text.tsx";
import { MaskedNotice } from "../masked-notice.tsx";
import { failureText, Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { RecordPanel } from "../record-panel.tsx";
import { type Pair, useReviewQueue, type Verdict } from "../review-queue.ts";
import { useText } from "../text.ts";
import "./review-page.css";

type Side = Pair["left"];
type Comparison = Pair["comparisons"][number];

export function Page() {
  const say = useText();
  usePageTitle(say("review.title"));
  const queue = useReviewQueue();
  const { pair, counts } = queue;
  const [record, setRecord] = useState<string | null>(null);
  const [keys, setKeys] = useState(false);
  const verdict = (which: Verdict) => () => queue.decide(which);
  useKeys({
    s: verdict("same"),
    "1": verdict("same"),
    d: verdict("different"),
    "2": verdict("different"),
    l: verdict("later"),
    "3": verdict("later"),
    u: queue.undo,
    a: () => pair && setRecord(pair.left.record),
    b: () => pair && setRecord(pair.right.record),
    "?": () => setKeys(true),
  });
  if (queue.failure) return <PageFailure error={queue.failure} reset={queue.retry} />;
  if (counts === undefined) return <PageWaiting />;
  return (
    <div className="review">
      <header className="review-head">
        <div>
          <h1>{say("review.title")}</h1>
          <p className="soft">{say("review.intro")}</p>
        </div>
        <Progress queue={queue} />
      </header>
      {queue.refusal && (
        <p className="notice wrong" role="alert">
          {failureText(queue.refusal, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      {pair === null ? (
        <NoPair queue={queue} />
      ) : pair === undefined ? (
        <PageWaiting />
      ) : (
        <PairView key={pair.id} pair={pair} onOpenRow={setRecord} />
      )}
      {pair !== null && <Actions queue={queue} onKeys={() => setKeys(true)} kind={pair?.kind ?? "person"} />}
      <RecordPanel record={record} onClose={() => setRecord(null)} />
      <KeysPanel open={keys} onClose={() => setKeys(false)} keys={keyLines} />
    </div>
  );
}

const keyLines = [
  { keys: ["S", "1"], text: "review.key.same" },
  { keys: ["D", "2"], text: "review.key.different" },
  { keys: ["L", "3"], text: "review.key.later" },
  { keys: ["U"], text: "review.key.undo" },
  { keys: ["A", "B"], text: "review.key.rows" },
  { keys: ["?"], text: "review.key.help" },
] as const;

type Queue = ReturnType<typeof useReviewQueue>;

/** How many are left, and what became of the last one. */
function Progress({ queue }: { readonly queue: Queue }) {
  const say = useText();
  const { number } = useFormats();
  const { counts, last, putOff } = queue;
  return (
    <div className="review-progress">
      <p>
        <strong className="review-left digits">{number(counts?.waiting ?? 0)}</strong> {say("review.left")}
        {(counts?.withOthers ?? 0) > 0 && (
          <span className="soft"> · {say("review.withOthers", { count: number(counts?.withOthers ?? 0) })}</span>
        )}
        {putOff > 0 && <span className="soft"> · {say("review.putOff", { count: number(putOff) })}</span>}
      </p>
      <p className="review-last" role="status">
        {last && say(`review.done.${last.verdict}`)}
      </p>
    </div>
  );
}

function NoPair({ queue }: { readonly queue: Queue }) {
  const say = useText();
  const { number } = useFormats();
  const { counts, putOff, last } = queue;
  const others = counts?.withOthers ?? 0;
  return (
    <div className="card review-none">
      <Nothing title={say(putOff > 0 ? "review.onlyPutOff" : others > 0 ? "review.onlyOthers" : "review.none")}>
        {putOff > 0
          ? say("review.onlyPutOffHint", { count: number(putOff) })
          : others > 0
            ? say("review.onlyOthersHint", { count: number(others) })
            : say("review.noneHint")}
      </Nothing>
      <div className="review-none-actions">
        {putOff > 0 && (
          <button type="button" className="button primary" onClick={queue.again}>
            {say("review.again")}
          </button>
        )}
        {last && (
          <button type="button" className="button" disabled={queue.busy} onClick={queue.undo}>
            <UndoOutlined aria-hidden="true" />
            {say("review.undo")}
          </button>
        )}
      </div>
    </div>
  );
}

function PairView({ pair, onOpenRow }: { readonly pair: Pair; readonly onOpenRow: (record: string) => void }) {
  const say = useText();
  const { language } = useReading();
  const { percent } = useFormats();
  const masked = [pair.left, pair.right].flatMap((side) => side.element.values).filter((value) => value.masked).length;
  return (
    <>
      <MaskedNotice count={masked} />
      <section className="card review-pair" aria-label={say("review.pair")} data-review={pair.id}>
        <div className="review-why">
          <p>
            <strong>{say(`review.reason.${pair.reason}`)}</strong>{" "}
            <span className="soft">{say("review.probability", { probability: percent(pair.probability) })}</span>
          </p>
          {pair.notes.map((note) => (
            <p key={note.en} className="soft">
              {wordsIn(language, note)}
            </p>
          ))}
        </div>
        <table className="pair-table" aria-label={say("review.comparisons")}>
          <thead>
            <tr className="pair-sides">
              <th scope="col" className="pair-what">
                <span className="visually-hidden">{say("review.column.what")}</span>
              </th>
              <SideHead side={pair.left} letter="A" onOpenRow={onOpenRow} />
              <SideHead side={pair.right} letter="B" onOpenRow={onOpenRow} />
              <th scope="col" className="pair-text soft">
                {say("review.column.why")}
              </th>
            </tr>
          </thead>
          <tbody>
            {pair.comparisons.map((comparison) => (
              <ComparisonRow key={comparison.attribute} comparison={withHomes(comparison, pair)} />
            ))}
          </tbody>
          <FurtherRows pair={pair} />
        </table>
      </section>
    </>
  );
}

interface SideHeadProps {
  readonly side: Side;
  readonly letter: "A" | "B";
  readonly onOpenRow: (record: string) => void;
}

function SideHead({ side, letter, onOpenRow }: SideHeadProps) {
  const say = useText();
  const { code: community } = useCommunity();
  return (
    <th scope="col" className="pair-side">
      <p className="pair-title">
        <span className="pair-letter" aria-hidden="true">
          {letter}
        </span>
        <KindIcon kind={side.element.kind} />
        <Link to="/c/$community/element/$element" params={{ community, element: side.element.id }} preload={false}>
          {side.element.title || say("element.unnamed")}
        </Link>
      </p>
      <p className="faint">
        {[side.file, side.sheet, say("origin.row", { row: side.row })].filter((part) => part !== "").join(" · ")}
        {side.rows > 1 && <> · {say("review.rows", { count: side.rows })}</>}
      </p>
      <button type="button" className="button" aria-keyshortcuts={letter} onClick={() => onOpenRow(side.record)}>
        <EyeOutlined aria-hidden="true" />
        {say("origin.open")} <span className="key">{letter}</span>
      </button>
    </th>
  );
}

const signs = { same: "＝", near: "≈", different: "≠" } as const;

function ComparisonRow({ comparison }: { readonly comparison: Comparison }) {
  const say = useText();
  const { language } = useReading();
  const { label, agreement } = comparison;
  const [left, right, words] = [comparison.left, comparison.right, comparison.text].map((each) => wordsIn(language, each)) as [
    string,
    string,
    string,
  ];
  return (
    <tr className={`pair-row pair-${agreement}`}>
      <th scope="row" className="pair-what">
        {capitalised(wordsIn(language, label))}
      </th>
      <td className="pair-value digits">
        <Value text={left} other={right} lit={agreement !== "same"} />
      </td>
      <td className="pair-value digits">
        <Value text={right} other={left} lit={agreement !== "same"} />
      </td>
      <td className="pair-text">
        <span className="pair-sign" role="img" aria-label={say(`review.agreement.${agreement}`)}>
          {signs[agreement]}
        </span>
        <span>{capitalised(words)}</span>
        <Weight bits={comparison.weight} />
      </td>
    </tr>
  );
}

/** Homes are compared by where they stand; what they are called stands with the person. */
function withHomes(comparison: Comparison, pair: Pair): Comparison {
  if (comparison.attribute !== "home" || comparison.left.zh !== "" || comparison.right.zh !== "") return comparison;
  const [left, right] = [pair.left, pair.right].map((side) => {
    const title = titlesOf(side, "livesIn") || titlesOf(side, "registeredIn") || titlesOf(side, "livesIn", false);
    return { zh: title, en: title };
  });
  return left && right ? { ...comparison, left, right } : comparison;
}

/** Beyond this many bits a bar grows no longer. */
const bitsShown = 12;

/** How much a comparison speaks for (to the right) or against the two being the same. */
function Weight({ bits }: { readonly bits: number }) {
  const say = useText();
  const share = Math.min(Math.abs(bits) / bitsShown, 1);
  return (
    <span
      className={`pair-weight ${bits < 0 ? "against" : "for"}`}
      title={say(bits < 0 ? "review.against" : "review.for", { bits: Math.abs(bits) })}
    >
      <svg viewBox="-1 0 2 1" preserveAspectRatio="none" aria-hidden="true">
        <rect x={bits < 0 ? -share : 0} y={0} width={share} height={1} />
      </svg>
      <span className="visually-hidden">{say(bits < 0 ? "review.against" : "review.for", { bits: Math.abs(bits) })}</span>
    </span>
  );
}

/** What is known of either side besides what was compared; of homes and households what they are called. */
function FurtherRows({ pair }: { readonly pair: Pair }) {
  const say = useText();
  const { language } = useReading();
  const textOf = useFactText();
  const compared = new Set(pair.comparisons.map((comparison) => comparison.attribute));
  const names = [...new Set([pair.left, pair.right].flatMap((side) => side.element.values.map((value) => value.attribute)))].filter(
    (name) => !compared.has(name),
  );
  const factOf = (side: Side, name: string) => side.element.values.find((value) => value.attribute === name);
  const rows = [
    ...placesOf(pair, compared).map(({ relation, left, right }) => ({ label: say(`relation.${relation}.from`), left, right })),
    ...names.map((name) => {
      const [left, right] = [factOf(pair.left, name), factOf(pair.right, name)];
      const label = left?.label ?? right?.label;
      return { label: label ? wordsIn(language, label) : name, left: left ? textOf(left) : "", right: right ? textOf(right) : "" };
    }),
  ].sort((one, other) => Number(isOneSided(one)) - Number(isOneSided(other)));
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr className="pair-further">
        <th scope="colgroup" colSpan={3}>
          {say("review.further")}
        </th>
      </tr>
      {rows.map(({ label, left, right }) => (
        <tr className={`pair-row pair-more ${left !== "" && left === right ? "pair-same" : ""}`} key={label}>
          <th scope="row" className="pair-what">
            {label}
          </th>
          <td className="pair-value digits">
            <Value text={left} other={right} lit={false} />
          </td>
          <td className="pair-value digits">
            <Value text={right} other={left} lit={false} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function Value({ text, other, lit }: { readonly text: string; readonly other: string; readonly lit: boolean }) {
  if (text === "") return <span className="faint">—</span>;
  return lit ? <LitText text={text} other={other} /> : text;
}

/** What only one side says tells nothing of the other: it stands last. */
const isOneSided = ({ left, right }: { readonly left: string; readonly right: string }) => left === "" || right === "";

const placeRelations = ["livesIn", "registeredIn", "memberOf", "employedBy"] as const;

/** What the homes, households or firms are called to which a side belongs. */
function titlesOf({ element }: Side, relation: string, preferred = true): string {
  const named = element.related.filter((each) => each.relation === relation && each.direction === "from" && each.preferred === preferred);
  return [...new Set(named.map((each) => each.title))].join("、");
}

/** Where each side lives and to whom it belongs. */
function placesOf(pair: Pair, compared: ReadonlySet<string>) {
  return placeRelations
    .filter((relation) => !(relation === "livesIn" && compared.has("home")))
    .map((relation) => ({ relation, left: titlesOf(pair.left, relation), right: titlesOf(pair.right, relation) }))
    .filter(({ left, right }) => left !== "" || right !== "");
}

function Actions({ queue, kind, onKeys }: { readonly queue: Queue; readonly kind: Pair["kind"]; readonly onKeys: () => void }) {
  const say = useText();
  const ready = !queue.busy && queue.pair !== undefined;
  const choices = [
    { verdict: "same", key: "S", text: say(`review.same.${kind}`), primary: true },
    { verdict: "different", key: "D", text: say(`review.different.${kind}`), primary: true },
    { verdict: "later", key: "L", text: say("review.later"), primary: false },
  ] as const;
  return (
    <div className="review-actions">
      {choices.map(({ verdict, key, text, primary }) => (
        <button
          type="button"
          key={verdict}
          className={`button ${primary ? "primary" : ""} review-${verdict}`}
          disabled={!ready}
          aria-keyshortcuts={key}
          onClick={() => queue.decide(verdict)}
        >
          {text}
          <span className="key" aria-hidden="true">
            {key}
          </span>
        </button>
      ))}
      <button type="button" className="button review-undo" disabled={queue.busy || !queue.last} aria-keyshortcuts="U" onClick={queue.undo}>
        <UndoOutlined aria-hidden="true" />
        {say("review.undo")}
        <span className="key" aria-hidden="true">
          U
        </span>
      </button>
      <button type="button" className="button quiet" aria-keyshortcuts="?" onClick={onKeys}>
        <KeyOutlined aria-hidden="true" />
        {say("keys.title")}
        <span className="key" aria-hidden="true">
          ?
        </span>
      </button>
    </div>
  );
}
