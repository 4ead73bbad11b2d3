/** What residents say is wrong about them: each beside what is held now, confirmed or refused with a word to the resident. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { ask, type Reply } from "../../api/client.ts";
import { usePurpose } from "../../api/purpose.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { useCommunity } from "../community.ts";
import { Now, type Stateable, useStateable, ValueField } from "../edit-panel.tsx";
import { useFormats } from "../formats.ts";
import { MaskedNotice } from "../masked-notice.tsx";
import { Refusal } from "../merge-panel.tsx";
import { Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import { useRegistryChanged } from "../waiting.ts";
import { useElement } from "./element-page.tsx";
import "./corrections-page.css";

type Correction = Reply<"GET /api/v1/communities/{community}/corrections">["items"][number];

export function Page() {
  const say = useText();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  usePageTitle(say("corrections.title"));
  const [open, setOpen] = useState<string | null>(null);
  const [answered, setAnswered] = useState<Correction | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["corrections", community, purpose],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/corrections", { params: { community }, query: {}, signal }),
  });
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  const waiting = data.items.filter((each) => each.state === "open");
  const past = data.items.filter((each) => each.state !== "open").reverse();
  return (
    <div className="corrections">
      <header>
        <h1>{say("corrections.title")}</h1>
        <p className="soft">{say("corrections.intro")}</p>
      </header>
      <MaskedNotice count={waiting.filter((each) => each.masked).length} />
      {answered && (
        <p className="notice done-notice" role="status">
          {say(answered.state === "confirmed" ? "corrections.confirmed" : "corrections.declined", { name: answered.name })}
        </p>
      )}
      <section className="card" aria-label={say("corrections.open")}>
        {waiting.length === 0 && <Nothing title={say("corrections.none")}>{say("corrections.noneHint")}</Nothing>}
        {waiting.map((each) => (
          <OpenCorrection
            key={each.id}
            correction={each}
            open={open === each.id}
            onOpen={() => setOpen(open === each.id ? null : each.id)}
            onAnswered={(done) => {
              setOpen(null);
              setAnswered(done);
            }}
          />
        ))}
      </section>
      {past.length > 0 && (
        <section className="card corrections-past" aria-labelledby="corrections-past">
          <h2 id="corrections-past">{say("corrections.past")}</h2>
          {past.map((each) => (
            <PastCorrection key={each.id} correction={each} />
          ))}
        </section>
      )}
    </div>
  );
}

function Said({ correction }: { readonly correction: Correction }) {
  const say = useText();
  const { language } = useReading();
  const { moment } = useFormats();
  const { code: community } = useCommunity();
  return (
    <div className="correction-said">
      <p>
        <Link to="/c/$community/element/$element" params={{ community, element: correction.element }} preload={false}>
          {correction.name || say("element.unnamed")}
        </Link>
        <span className="tag">{wordsIn(language, correction.label)}</span>
        <span className="faint digits">{moment(correction.askedAt)}</span>
      </p>
      {correction.value !== "" && <p className="correction-value digits">{correction.value}</p>}
      {correction.note !== "" && <p className="soft">{correction.note}</p>}
    </div>
  );
}

interface OpenCorrectionProps {
  readonly correction: Correction;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onAnswered: (answered: Correction) => void;
}

function OpenCorrection({ correction, open, onOpen, onAnswered }: OpenCorrectionProps) {
  const say = useText();
  return (
    <article className="correction">
      <div className="correction-head">
        <Said correction={correction} />
        <button type="button" className="button" aria-expanded={open} onClick={onOpen}>
          {say(open ? "corrections.close" : "corrections.answer")}
        </button>
      </div>
      {open && <AnswerForm correction={correction} onAnswered={onAnswered} />}
    </article>
  );
}

function AnswerForm({ correction, onAnswered }: { readonly correction: Correction; readonly onAnswered: (answered: Correction) => void }) {
  const say = useText();
  const id = useId();
  const { code: community } = useCommunity();
  const changed = useRegistryChanged();
  const element = useElement(correction.element);
  const known = element.data?.values.find((each) => each.attribute === correction.attribute);
  const stateable = useStateable("person").data?.items.find((each) => each.attribute === correction.attribute);
  const [typed, setTyped] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const value = typed ?? (correction.masked ? "" : codeOf(stateable, correction.value));
  const answering = useMutation({
    mutationFn: (confirmed: boolean) => {
      // What is masked, or not touched, is taken as the resident wrote it.
      const said = confirmed && value !== "" && value !== correction.value ? { value } : {};
      return ask("POST /api/v1/communities/{community}/corrections/{correction}/answer", {
        params: { community, correction: correction.id },
        body: { confirmed, words, ...said },
        key: `${key}-${confirmed}-${value.length}-${words.length}`,
      });
    },
    onSuccess: (answered) => {
      changed();
      onAnswered(answered);
    },
  });
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    answering.mutate(true);
  };
  return (
    <form className="correction-answer" onSubmit={confirm}>
      {known && <Now fact={known} />}
      {stateable && (
        <div className="field">
          <label htmlFor={`${id}v`}>{say("corrections.value")}</label>
          <ValueField
            id={`${id}v`}
            stateable={stateable}
            value={value}
            required={!correction.masked}
            invalid={answering.isError}
            onChange={setTyped}
          />
          {correction.masked && <p className="hint">{say("corrections.masked")}</p>}
        </div>
      )}
      <div className="field">
        <label htmlFor={`${id}w`}>{say("corrections.words")}</label>
        <textarea id={`${id}w`} rows={2} maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      {answering.error && <Refusal error={answering.error} />}
      <div className="edit-actions">
        <button type="submit" className="button primary" disabled={answering.isPending}>
          {say("corrections.confirm")}
        </button>
        <button
          type="button"
          className="button"
          disabled={answering.isPending || words.trim() === ""}
          onClick={() => answering.mutate(false)}
        >
          {say("corrections.decline")}
        </button>
        {words.trim() === "" && <span className="soft">{say("corrections.whyNeeded")}</span>}
      </div>
    </form>
  );
}

/** A resident writes words where the registry keeps codes. */
function codeOf(stateable: Stateable | undefined, text: string): string {
  if (!stateable || stateable.codes.length === 0) return text;
  const same = stateable.codes.find(({ code, label }) => [code, label.zh, label.en].includes(text.trim()));
  return same?.code ?? "";
}

function PastCorrection({ correction }: { readonly correction: Correction }) {
  const say = useText();
  const { moment } = useFormats();
  const { state, answer, answeredBy, answeredAt } = correction;
  return (
    <article className="correction">
      <Said correction={correction} />
      <p>
        <span className={`tag ${state === "confirmed" ? "pine" : ""}`}>{say(`corrections.state.${state}`)}</span>
        {answer !== "" && <span>{answer}</span>}
        <span className="faint digits">
          {[answeredBy, answeredAt === undefined ? "" : moment(answeredAt)].filter((part) => part !== "").join(" · ")}
        </span>
      </p>
    </article>
  );
}
