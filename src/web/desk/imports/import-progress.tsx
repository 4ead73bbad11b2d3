/** An import that is under way. */
import { useFormats } from "../formats.ts";
import { useText } from "../text.ts";
import type { ImportJob } from "./job.ts";
import "./import-progress.css";

const stages = ["reading", "linking", "choosing", "writing"] as const;

export function ImportProgress({ job }: { readonly job: ImportJob }) {
  const say = useText();
  const { percent, number } = useFormats();
  const { progress, state } = job;
  if (state === "waiting" || state === "undoing")
    return (
      <section className="card progress" aria-live="polite">
        <h2>{say(`import.state.${state}`)}</h2>
        <progress aria-label={say(`import.state.${state}`)} />
        <p className="soft">{say(state === "waiting" ? "import.waitingHint" : "import.undoingHint")}</p>
      </section>
    );
  const share = progress?.share ?? 0;
  const at = (stages as readonly string[]).indexOf(progress?.stage ?? "");
  return (
    <section className="card progress">
      <h2>
        {say("import.state.running")} <span className="digits progress-share">{percent(share)}</span>
      </h2>
      <progress max={1} value={share} aria-label={say("import.state.running")} />
      <ol className="progress-stages">
        {stages.map((stage, index) => (
          <li key={stage} aria-current={index === at ? "step" : undefined} data-past={index < at}>
            {say(`import.stage.${stage}`)}
          </li>
        ))}
      </ol>
      <p className="soft">
        {progress && progress.file !== "" && <span>{progress.file} · </span>}
        <span className="digits">{say("sheet.rows", { count: number(progress?.rows ?? 0) })}</span>
      </p>
      <p className="soft">{say("import.leaveHint")}</p>
    </section>
  );
}
