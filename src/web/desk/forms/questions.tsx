/** What a filled form still asks: typed in here once, kept as a fact of whoever it is about, and filled in every form from then on. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiProblem, ask } from "../../api/client.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { failureText, Nothing } from "../page-states.tsx";
import { useText } from "../text.ts";
import type { Filled } from "./form-filling.ts";
import "./questions.css";

type Question = Filled["questions"][number];
type Cell = Filled["unfinished"][number];

interface QuestionsProps {
  readonly filled: Filled;
  /** Told which question has the keyboard; null when none has. */
  readonly onAsk: (question: number | null) => void;
}

/** One of whom something is missing, with the cells that ask it by the question's number. */
interface Asked {
  readonly element: string;
  readonly person: string;
  readonly questions: Map<number, Cell[]>;
}

const peopleShown = 12;

/** Id of the field in which a question is answered. */
export const answerField = (question: number): string => `answer-${question}`;

export function Questions({ filled, onAsk }: QuestionsProps) {
  const say = useText();
  const [all, setAll] = useState(false);
  const [saved, setSaved] = useState<{ readonly statement: string; readonly name: string; readonly count: number } | null>(null);
  const missing = filled.unfinished.filter(({ state }) => state === "missing");
  const disputed = filled.unfinished.filter(({ state }) => state === "disputed");
  const unsayable = missing.filter(({ question }) => question === undefined).length;
  const people = peopleAsked(filled, missing);
  const shown = all ? people : people.slice(0, peopleShown);
  return (
    <aside className="questions">
      <section className="card" aria-labelledby="questions-missing">
        <header>
          <h2 id="questions-missing">{say("form.missing")}</h2>
          {missing.length > 0 && (
            <p className="faint">{say("form.missingCount", { cells: missing.length, questions: filled.questions.length })}</p>
          )}
        </header>
        <p role="status" className={saved === null ? "visually-hidden" : "notice questions-saved"}>
          {saved && <SavedLine saved={saved} onUndone={() => setSaved(null)} />}
        </p>
        {missing.length === 0 ? (
          <Nothing title={say("form.complete")}>{say("form.completeHint")}</Nothing>
        ) : (
          <p className="soft questions-hint">{say("form.missingHint")}</p>
        )}
        {shown.map((one) => (
          <PersonQuestions key={one.element} asked={one} questions={filled.questions} onAsk={onAsk} onSaved={setSaved} />
        ))}
        {shown.length < people.length && (
          <button type="button" className="button quiet" onClick={() => setAll(true)}>
            {say("form.more", { count: people.length - shown.length })}
          </button>
        )}
        {unsayable > 0 && <p className="faint questions-hint">{say("form.unsayable", { count: unsayable })}</p>}
      </section>
      {disputed.length > 0 && <Disputed cells={disputed} />}
      {filled.counted.length > 0 && <Counted cells={filled.counted} />}
    </aside>
  );
}

function peopleAsked(filled: Filled, missing: readonly Cell[]): Asked[] {
  const people = new Map<string, Asked>();
  for (const cell of missing) {
    const question = cell.question === undefined ? undefined : filled.questions[cell.question];
    if (question === undefined || cell.question === undefined) continue;
    const one = people.get(question.element) ?? { element: question.element, person: cell.person, questions: new Map<number, Cell[]>() };
    people.set(question.element, one);
    one.questions.set(cell.question, [...(one.questions.get(cell.question) ?? []), cell]);
  }
  return [...people.values()];
}

interface PersonQuestionsProps {
  readonly asked: Asked;
  readonly questions: readonly Question[];
  readonly onAsk: QuestionsProps["onAsk"];
  readonly onSaved: (saved: { statement: string; name: string; count: number }) => void;
}

function PersonQuestions({ asked, questions, onAsk, onSaved }: PersonQuestionsProps) {
  const say = useText();
  const { code: community } = useCommunity();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const facts = Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== ""));
  const keep = useMutation({
    mutationFn: () =>
      ask("POST /api/v1/communities/{community}/elements/{element}/statements", {
        params: { community, element: asked.element },
        body: { facts },
        key: crypto.randomUUID(),
      }),
    onSuccess: async ({ statement }) => {
      onSaved({ statement, name: asked.person, count: Object.keys(facts).length });
      setTyped({});
      await readAnew(queries);
    },
  });
  const wrong = keep.error instanceof ApiProblem && keep.error.code === "value-invalid" ? keep.error.detail : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(facts).length > 0) keep.mutate();
  };
  return (
    <form className="question-person" onSubmit={submit} onBlur={() => onAsk(null)}>
      <h3>
        <Link to="/c/$community/element/$element" params={{ community, element: asked.element }} preload={false}>
          {asked.person || say("element.unnamed")}
        </Link>
      </h3>
      {[...asked.questions].map(([number, cells]) => {
        const question = questions[number];
        return question === undefined ? null : (
          <AnswerField
            key={number}
            number={number}
            question={question}
            cells={cells}
            value={typed[question.attribute] ?? ""}
            wrong={wrong === question.attribute}
            onType={(text) => setTyped({ ...typed, [question.attribute]: text })}
            onFocus={() => onAsk(number)}
          />
        );
      })}
      {keep.error && (
        <p className="notice wrong" role="alert">
          {failureText(keep.error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      {Object.keys(facts).length > 0 && (
        <button type="submit" className="button primary" disabled={keep.isPending}>
          {say(keep.isPending ? "form.saving" : "form.save")}
        </button>
      )}
    </form>
  );
}

interface AnswerFieldProps {
  readonly number: number;
  readonly question: Question;
  readonly cells: readonly Cell[];
  readonly value: string;
  readonly wrong: boolean;
  readonly onType: (text: string) => void;
  readonly onFocus: () => void;
}

function AnswerField({ number, question, cells, value, wrong, onType, onFocus }: AnswerFieldProps) {
  const say = useText();
  const { language } = useReading();
  const id = answerField(number);
  const field = { id, value, "aria-invalid": wrong, onFocus };
  return (
    <div className="field">
      <label htmlFor={id}>
        {wordsIn(language, question.label)} <span className="faint digits ltr">{cells.map(({ cell }) => cell).join(" ")}</span>
      </label>
      {question.options === undefined ? (
        <input
          {...field}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          {...(question.type === "date" ? { placeholder: "1950-03-12" } : {})}
          onChange={(event) => onType(event.target.value)}
        />
      ) : (
        <select {...field} onChange={(event) => onType(event.target.value)}>
          <option value="">{say("form.choosePlease")}</option>
          {question.options.map((option) => (
            // What is kept is the standard's own word, whatever language it is chosen in.
            <option key={option.zh} value={option.zh}>
              {wordsIn(language, option)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

type Saved = { readonly statement: string; readonly name: string; readonly count: number };

function SavedLine({ saved, onUndone }: { readonly saved: Saved; readonly onUndone: () => void }) {
  const say = useText();
  const { code: community } = useCommunity();
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () =>
      ask("DELETE /api/v1/communities/{community}/statements/{statement}", { params: { community, statement: saved.statement } }),
    onSuccess: async () => {
      onUndone();
      await readAnew(queries);
    },
  });
  return (
    <>
      <span>{say("form.saved", { name: saved.name, count: saved.count })}</span>
      <button type="button" className="button" disabled={undo.isPending} onClick={() => undo.mutate()}>
        {say("form.undo")}
      </button>
    </>
  );
}

/** What was kept may show anywhere: in this form, in whoever it is about, in who qualifies. */
function readAnew(queries: ReturnType<typeof useQueryClient>): Promise<unknown> {
  return Promise.all(["fill", "qualifying", "element", "find"].map((queryKey) => queries.invalidateQueries({ queryKey: [queryKey] })));
}

/** Cells that rest on a count instead of somebody's word. */
function Counted({ cells }: { readonly cells: Filled["counted"] }) {
  const say = useText();
  const { day } = useFormats();
  return (
    <section className="card" aria-labelledby="questions-counted">
      <header>
        <h2 id="questions-counted">{say("form.counted")}</h2>
      </header>
      <p className="soft questions-hint">{say("form.countedHint", { day: day(cells[0]?.on ?? "") })}</p>
      <ul className="questions-disputed">
        {cells.slice(0, 40).map(({ sheet, cell, person, label }) => (
          <li key={`${sheet} ${cell}`}>
            {person} <span className="soft">{label}</span> <span className="faint digits ltr">{cell}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Disputed({ cells }: { readonly cells: readonly Cell[] }) {
  const say = useText();
  const { code: community } = useCommunity();
  return (
    <section className="card" aria-labelledby="questions-disputed">
      <header>
        <h2 id="questions-disputed">{say("form.disputed")}</h2>
      </header>
      <p className="soft questions-hint">{say("form.disputedHint")}</p>
      <ul className="questions-disputed">
        {cells.slice(0, 40).map(({ sheet, cell, person, label, element }) => (
          <li key={`${sheet} ${cell}`}>
            {element === undefined ? (
              person
            ) : (
              <Link to="/c/$community/element/$element" params={{ community, element }} preload={false}>
                {person}
              </Link>
            )}{" "}
            <span className="soft">{label}</span> <span className="faint digits ltr">{cell}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
