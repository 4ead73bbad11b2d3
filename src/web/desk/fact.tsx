/** One golden value: hover or tap tells where it came from, down to the cell. */
import { LockOutlined } from "@ant-design/icons";
import { Popover } from "antd";
import { useState } from "react";
import type { Reply } from "../api/client.ts";
import { useReading, wordsIn } from "../reading/reading.ts";
import { useFormats } from "./formats.ts";
import { useStatedText } from "./stated.ts";
import { useText } from "./text.ts";
import "./fact.css";

export type Fact = Reply<"GET /api/v1/communities/{community}/elements/{element}">["values"][number];

interface FactProps {
  readonly fact: Fact;
  /** Opens the row that the value stands in, as it was delivered. */
  readonly onOpenRow: (record: string) => void;
  /** Shows what else is said of it. */
  readonly onOpenEvidence: (attribute: string) => void;
  /** Lets the community state another value; absent for roles that may not. */
  readonly onEdit?: ((attribute: string) => void) | undefined;
}

const digitTypes = /^(idNumber|phone|bankAccount|creditCode|householdNumber|.*Number|.*Date)$/;

export function FactCell({ fact, onOpenRow, onOpenEvidence, onEdit }: FactProps) {
  const say = useText();
  const { language } = useReading();
  const text = useFactText()(fact);
  const [open, setOpen] = useState(false);
  // What is opened from the card takes its place.
  const closing =
    <Argument,>(work: (argument: Argument) => void) =>
    (argument: Argument) => {
      setOpen(false);
      work(argument);
    };
  return (
    <div className="fact">
      <dt>{wordsIn(language, fact.label)}</dt>
      <dd>
        <Popover
          trigger={["hover", "click"]}
          mouseEnterDelay={0.25}
          open={open}
          onOpenChange={setOpen}
          content={
            <OriginCard
              fact={fact}
              onOpenRow={closing(onOpenRow)}
              onOpenEvidence={closing(onOpenEvidence)}
              onEdit={onEdit && closing(onEdit)}
            />
          }
        >
          <button type="button" className={`fact-value ${digitTypes.test(fact.attribute) ? "digits ltr" : ""}`}>
            {fact.masked && <LockOutlined aria-label={say("fact.masked")} />}
            {text}
          </button>
        </Popover>
        {fact.disputed && (
          <button type="button" className="tag look fact-mark" onClick={() => onOpenEvidence(fact.attribute)}>
            {say("fact.disputed")}
          </button>
        )}
      </dd>
    </div>
  );
}

/** How a fact is written: codes in words, whole dates as the language writes them. */
export function useFactText(): (fact: Pick<Fact, "attribute" | "value" | "text" | "masked">) => string {
  const { language } = useReading();
  const { day } = useFormats();
  return ({ attribute, value, text, masked }) => {
    if (!masked && /Date$/.test(attribute) && /^\d{4}-\d{2}-\d{2}$/.test(value) && !value.startsWith("9999")) return day(value);
    return wordsIn(language, text);
  };
}

function OriginCard({ fact, onOpenRow, onOpenEvidence, onEdit }: FactProps) {
  const say = useText();
  const { language } = useReading();
  const statedText = useStatedText();
  const { origin } = fact;
  return (
    <div className="origin">
      {origin === undefined ? (
        <p>{say("origin.gone")}</p>
      ) : (
        <dl>
          <div>
            <dt>{say("origin.department")}</dt>
            <dd>{wordsIn(language, origin.department)}</dd>
          </div>
          <div>
            <dt>{say("origin.file")}</dt>
            <dd>{origin.sheet === "" ? origin.file : `${origin.file} · ${origin.sheet}`}</dd>
          </div>
          <div>
            <dt>{say("origin.cell")}</dt>
            <dd>
              <span className="digits ltr">{origin.cell === "" ? say("origin.row", { row: origin.row }) : origin.cell}</span>
              {origin.column !== "" && <span className="soft"> {origin.column}</span>}
            </dd>
          </div>
          <div>
            <dt>{say("origin.date")}</dt>
            <dd className="digits ltr">{origin.date}</dd>
          </div>
          {origin.stated !== undefined && (
            <div>
              <dt>{say("origin.stated")}</dt>
              <dd>{statedText(origin.stated)}</dd>
            </div>
          )}
          <div>
            <dt>{say("origin.why")}</dt>
            <dd>{say(fact.derived ? "reason.derived" : `reason.${fact.reason}`)}</dd>
          </div>
        </dl>
      )}
      <div className="origin-actions">
        {origin !== undefined && (
          <button type="button" className="button" onClick={() => onOpenRow(origin.record)}>
            {say("origin.open")}
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => onOpenEvidence(fact.attribute)}>
          {say("origin.others")}
        </button>
        {onEdit && (
          <button type="button" className="button quiet" onClick={() => onEdit(fact.attribute)}>
            {say("edit.button")}
          </button>
        )}
      </div>
    </div>
  );
}
