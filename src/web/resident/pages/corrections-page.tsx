/** What I have said is wrong, and what became of it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/client.ts";
import { useFormats } from "../formats.ts";
import { Link } from "../navigation.tsx";
import { type OwnCorrection, useLabels, useOwnCorrections } from "../own-data.ts";
import { PageHead } from "../page-head.tsx";
import { Failure, problemText, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";
import { Shown } from "../told.tsx";

const tones = { open: "look", confirmed: "pine", declined: "wrong", withdrawn: "" } as const;

export function Page() {
  const say = useText();
  const { data, error, isPending, refetch } = useOwnCorrections();
  if (isPending) return <Waiting />;
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("corrections.title")} intro={say("corrections.intro")}>
        <Link to="/my/corrections/new?about=other" className="button primary">
          {say("corrections.new")}
        </Link>
      </PageHead>
      {data.items.length === 0 && <p className="card my-card soft">{say("corrections.none")}</p>}
      {data.items.map((correction) => (
        <CorrectionCard key={correction.id} correction={correction} />
      ))}
    </>
  );
}

function CorrectionCard({ correction }: { readonly correction: OwnCorrection }) {
  const say = useText();
  const labelOf = useLabels();
  const { day } = useFormats();
  const { state, value, note, askedAt, answer, answeredAt } = correction;
  return (
    <section className="card my-card" aria-label={labelOf(correction).text}>
      <p className="my-label">
        <strong>
          <Shown words={labelOf(correction)} />
        </strong>
        <span className={`tag ${tones[state]}`}>{say(`state.${state}`)}</span>
      </p>
      {value !== "" && (
        <p>
          <span className="soft">{say("corrections.should")}</span> <strong className="digits">{<bdi>{value}</bdi>}</strong>
        </p>
      )}
      {note !== "" && <p className="my-quote">{note}</p>}
      <p className="soft">{say("corrections.asked", { date: day(askedAt) })}</p>
      {answeredAt !== undefined && state !== "withdrawn" && (
        <div className="my-answer">
          <p className="soft">{say("corrections.answered", { date: day(answeredAt) })}</p>
          <p>{answer === "" ? say(state === "confirmed" ? "corrections.done" : "corrections.notDone") : answer}</p>
        </div>
      )}
      {state === "open" && <Withdraw id={correction.id} />}
    </section>
  );
}

/** Taking it back asks once more: a thumb slips. */
function Withdraw({ id }: { readonly id: string }) {
  const say = useText();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => ask("DELETE /api/v1/self/corrections/{correction}", { params: { correction: id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["corrections"] }),
  });
  return (
    <div className="my-actions">
      {sure ? (
        <>
          <button type="button" className="button" disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {say("corrections.withdrawSure")}
          </button>
          <button type="button" className="button quiet" onClick={() => setSure(false)}>
            {say("corrections.keep")}
          </button>
        </>
      ) : (
        <button type="button" className="button quiet" onClick={() => setSure(true)}>
          {say("corrections.withdraw")}
        </button>
      )}
      {withdraw.error && (
        <p className="notice wrong" role="alert">
          {problemText(withdraw.error, say)}
        </p>
      )}
    </div>
  );
}
