/** States a value by hand as the community's own claim. Two who edit at once get a conflict to decide, never a lost update. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useMemo, useState } from "react";
import { ask, type Reply } from "../api/client.ts";
import { useReading, wordsIn } from "../reading/reading.ts";
import { useCommunity } from "./community.ts";
import { Conflict, isOutdated } from "./conflict.tsx";
import { type Fact, useFactText } from "./fact.tsx";
import { failureText, PageFailure, PageWaiting } from "./page-states.tsx";
import type { Element } from "./pages/element-page.tsx";
import { Panel } from "./panel.tsx";
import { useStatedText } from "./stated.ts";
import { useText } from "./text.ts";
import { useRegistryChanged } from "./waiting.ts";
import "./edit-panel.css";

export type Stateable = Reply<"GET /api/v1/communities/{community}/attributes/{kind}">["items"][number];

/** What was stated, and how it is taken back. */
export interface Stated {
  readonly statement: string;
  readonly label: string;
}

interface EditPanelProps {
  readonly element: Element;
  /** The attribute to edit; empty: the worker chooses one. */
  readonly attribute: string;
  readonly onClose: () => void;
  readonly onStated: (stated: Stated) => void;
}

/** What can be stated of a kind. */
export function useStateable(kind: Element["kind"]) {
  const { code: community } = useCommunity();
  return useQuery({
    queryKey: ["attributes", community, kind],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/attributes/{kind}", { params: { community, kind }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function EditPanel(props: EditPanelProps) {
  const say = useText();
  const { data, error, isPending } = useStateable(props.element.kind);
  return (
    <Panel title={say("edit.title")} open onClose={props.onClose} place="middle">
      {isPending ? <PageWaiting /> : error ? <PageFailure error={error} /> : <EditForm {...props} attributes={data.items} />}
    </Panel>
  );
}

function EditForm({ element, attribute, attributes, onClose, onStated }: EditPanelProps & { readonly attributes: readonly Stateable[] }) {
  const say = useText();
  const id = useId();
  const { language } = useReading();
  const [chosen, setChosen] = useState(attribute);
  const known = element.values.find((each) => each.attribute === chosen);
  const [value, setValue] = useState(typedValue(known));
  const [since, setSince] = useState("");
  // What the worker saw when they began: the version that their edit is made on, until they decide a conflict.
  const [seen, setSeen] = useState(element);
  const stateable = attributes.find((each) => each.attribute === chosen);
  const saving = useSaving(seen, chosen, value, since, (statement) =>
    onStated({ statement, label: stateable ? wordsIn(language, stateable.label) : chosen }),
  );
  const choose = (name: string) => {
    setChosen(name);
    setValue(typedValue(element.values.find((each) => each.attribute === name)));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(seen.version);
  };
  // While it is not known what stands there now.
  if (saving.isOutdated && (saving.isPending || element.version === seen.version)) return <PageWaiting />;
  if (saving.isOutdated)
    return (
      <Conflict
        what={say(touched(seen, element, chosen) ? "conflict.same" : "conflict.other")}
        now={known && <Now fact={known} />}
        typed={stateable ? typedText(stateable, value, language) : value}
        overwrite={say("conflict.overwrite")}
        onTheirs={onClose}
        onMine={() => {
          setSeen(element);
          saving.mutate(element.version);
        }}
      />
    );
  return (
    <form className="edit" onSubmit={submit}>
      <p className="soft">{say("edit.explain")}</p>
      {attribute === "" && (
        <div className="field">
          <label htmlFor={`${id}a`}>{say("edit.attribute")}</label>
          <select id={`${id}a`} value={chosen} required onChange={(event) => choose(event.target.value)}>
            <option value="">{say("edit.choose")}</option>
            {attributes.map((each) => (
              <option key={each.attribute} value={each.attribute}>
                {wordsIn(language, each.label)}
              </option>
            ))}
          </select>
        </div>
      )}
      {stateable && (
        <>
          {known && <Now fact={known} />}
          <div className="field">
            <label htmlFor={`${id}v`}>{attribute === "" ? say("edit.value") : wordsIn(language, stateable.label)}</label>
            <ValueField id={`${id}v`} stateable={stateable} value={value} invalid={saving.refusal !== ""} onChange={setValue} />
          </div>
          <div className="field">
            <label htmlFor={`${id}s`}>{say("edit.since")}</label>
            <input id={`${id}s`} type="date" value={since} onChange={(event) => setSince(event.target.value)} />
          </div>
        </>
      )}
      {saving.refusal !== "" && (
        <p className="notice wrong" role="alert">
          {saving.refusal}
        </p>
      )}
      <div className="edit-actions">
        <button type="submit" className="button primary" disabled={saving.isPending || !stateable || value.trim() === ""}>
          {say("edit.save")}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {say("edit.cancel")}
        </button>
      </div>
    </form>
  );
}

function useSaving(element: Element, attribute: string, value: string, since: string, onStated: (statement: string) => void) {
  const say = useText();
  const { code: community } = useCommunity();
  const queries = useQueryClient();
  const changed = useRegistryChanged();
  // One key for what is written: pressing twice on a slow line states it once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is another statement.
  const key = useMemo(() => crypto.randomUUID(), [attribute, value, since]);
  const saving = useMutation({
    mutationFn: (version: number) =>
      ask("PATCH /api/v1/communities/{community}/elements/{element}", {
        params: { community, element: element.id },
        body: { facts: { [attribute]: value }, ...(since === "" ? {} : { since }) },
        version: `"${version}"`,
        key,
      }),
    onSuccess: ({ statement }) => {
      changed();
      onStated(statement);
    },
    onError: (error) => {
      if (isOutdated(error)) void queries.invalidateQueries({ queryKey: ["element", community] });
    },
  });
  const outdated = isOutdated(saving.error);
  const refusal = saving.error && !outdated ? failureText(saving.error, say("error.network"), say("error.unexpected")) : "";
  return { mutate: saving.mutate, isPending: saving.isPending, isOutdated: outdated, refusal };
}

/** Whether the very attribute was changed, or only something else of the element. */
function touched(seen: Element, now: Element, attribute: string): boolean {
  const [before, after] = [seen, now].map((element) => element.values.find((each) => each.attribute === attribute));
  return after?.value !== before?.value || after?.origin?.record !== before?.origin?.record;
}

/** What stands in the field at first: the value as it is kept; nothing where it is masked. */
function typedValue(fact: Fact | undefined): string {
  return fact === undefined || fact.masked ? "" : fact.value;
}

function typedText(stateable: Stateable, value: string, language: "zh" | "en" | "ar"): string {
  const code = stateable.codes.find((each) => each.code === value);
  return code ? wordsIn(language, code.label) : value;
}

/** What is held now, and who says so. */
export function Now({ fact }: { readonly fact: Fact }) {
  const say = useText();
  const { language } = useReading();
  const text = useFactText()(fact);
  const statedText = useStatedText();
  const { origin } = fact;
  return (
    <div className="held">
      <span className="soft">{say("edit.now")}</span>
      <strong className="digits">{text}</strong>
      {origin && (
        <span className="faint">
          {(origin.stated === undefined
            ? [wordsIn(language, origin.department), origin.file, origin.cell, origin.date]
            : [origin.file, statedText(origin.stated)]
          )
            .filter((part) => part !== "")
            .join(" · ")}
        </span>
      )}
    </div>
  );
}

interface ValueFieldProps {
  readonly id: string;
  readonly stateable: Stateable;
  readonly value: string;
  readonly required?: boolean;
  readonly invalid: boolean;
  readonly onChange: (value: string) => void;
}

/** Takes a value in the way that its attribute asks for. */
export function ValueField({ id, stateable, value, required = true, invalid, onChange }: ValueFieldProps) {
  const say = useText();
  const { language } = useReading();
  const choices =
    stateable.type === "boolean"
      ? [
          { code: "true", label: say("edit.yes") },
          { code: "false", label: say("edit.no") },
        ]
      : stateable.codes.map(({ code, label }) => ({ code, label: wordsIn(language, label) }));
  const field = { id, required, value, "aria-invalid": invalid };
  if (choices.length > 0)
    return (
      <select {...field} onChange={(event) => onChange(event.target.value)}>
        <option value="">{say("edit.choose")}</option>
        {choices.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    );
  return (
    <input
      {...field}
      type="text"
      maxLength={500}
      autoComplete="off"
      placeholder={stateable.type === "date" ? "2025-06-30" : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
