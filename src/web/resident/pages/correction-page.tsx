/** Saying that something is wrong: what it is about, what should stand there, a note. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { ask } from "../../api/client.ts";
import { useDraft } from "../drafts.ts";
import { go, usePlace } from "../navigation.tsx";
import { type OwnFact, useLabels, useOwnData, useValueText } from "../own-data.ts";
import { PageHead } from "../page-head.tsx";
import { Failure, problemText, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";
import { langOf, Shown } from "../told.tsx";

const textMax = 2000;

export function Page() {
  const say = useText();
  const { data, error, isPending, refetch } = useOwnData();
  const { search } = usePlace();
  if (isPending) return <Waiting />;
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("correction.title")} intro={say("correction.intro")} back="/my/corrections" />
      <CorrectionForm facts={data.values} about={search.get("about") ?? "other"} />
    </>
  );
}

function CorrectionForm({ facts, about: first }: { readonly facts: readonly OwnFact[]; readonly about: string }) {
  const say = useText();
  const queries = useQueryClient();
  const labelOf = useLabels();
  const textOf = useValueText();
  const ids = useId();
  // One key a form: pressing twice on a slow line says it once.
  const [draft, setDraft, forget] = useDraft(`correction ${first}`, {
    about: first,
    value: "",
    note: "",
    key: crypto.randomUUID() as string,
  });
  const { about, value, note, key } = draft;
  const [empty, setEmpty] = useState(false);
  const send = useMutation({
    mutationFn: () => ask("POST /api/v1/self/corrections", { body: { attribute: about, value, note }, key }),
    onSuccess: async () => {
      forget();
      await queries.invalidateQueries({ queryKey: ["corrections"] });
      go("/my/corrections");
    },
  });
  const fact = facts.find(({ attribute }) => attribute === about);
  const isOther = about === "other";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const nothing = value.trim() === "" && note.trim() === "";
    setEmpty(nothing);
    if (!nothing) send.mutate();
  };
  return (
    <form className="card my-card" onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor={`${ids}-about`}>{say("correction.about")}</label>
        <select id={`${ids}-about`} value={about} onChange={(event) => setDraft({ ...draft, about: event.target.value })}>
          <option value="other">{say("correction.other")}</option>
          <option value="address">{say("correction.address")}</option>
          {fact === undefined && !isOther && about !== "address" && <option value={about}>{about}</option>}
          {facts.map((each) => (
            <option key={each.attribute} value={each.attribute} {...langOf(labelOf(each))}>
              {labelOf(each).text}
            </option>
          ))}
        </select>
      </div>
      {fact?.held !== undefined && (
        <p>
          <span className="soft">{say("correction.now")}</span>{" "}
          <strong className="digits">
            <Shown words={textOf(about, fact.held)} />
          </strong>
        </p>
      )}
      {!isOther && (
        <div className="field">
          <label htmlFor={`${ids}-value`}>{say("correction.value")}</label>
          <input
            id={`${ids}-value`}
            type="text"
            inputMode={about === "phone" ? "tel" : "text"}
            autoComplete="off"
            maxLength={textMax}
            value={value}
            onChange={(event) => setDraft({ ...draft, value: event.target.value })}
          />
          {/Date$/.test(about) && <p className="hint">{say("correction.dateHint")}</p>}
        </div>
      )}
      <div className="field">
        <label htmlFor={`${ids}-note`}>{say(isOther ? "correction.what" : "correction.note")}</label>
        <textarea
          id={`${ids}-note`}
          rows={4}
          maxLength={textMax}
          aria-describedby={`${ids}-hint`}
          value={note}
          onChange={(event) => setDraft({ ...draft, note: event.target.value })}
        />
        <p className="hint" id={`${ids}-hint`}>
          {say("correction.noteHint")}
        </p>
      </div>
      <p role="alert" className={empty || send.error ? "notice wrong" : "visually-hidden"}>
        {empty ? say("correction.empty") : send.error ? problemText(send.error, say) : ""}
      </p>
      <button type="submit" className="button primary wide" disabled={send.isPending}>
        {say(send.isPending ? "correction.sending" : "correction.send")}
      </button>
    </form>
  );
}
