/** Somebody else changed what is being edited: what stands there now and who made it so, beside what was typed here, for the worker to decide. */
import type { ReactNode } from "react";
import { ApiProblem } from "../api/client.ts";
import { useText } from "./text.ts";
import "./conflict.css";

/** Whether an edit was refused because somebody else was faster. */
export function isOutdated(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "version-outdated";
}

interface ConflictProps {
  /** What happened, in a sentence. */
  readonly what: string;
  /** What stands there now. */
  readonly now: ReactNode;
  /** As typed here; nothing of it is lost. */
  readonly typed: string;
  readonly overwrite: string;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

export function Conflict({ what, now, typed, overwrite, onTheirs, onMine }: ConflictProps) {
  const say = useText();
  return (
    <div className="conflict" role="alert">
      <h3>{say("conflict.title")}</h3>
      <p>{what}</p>
      {now}
      <div className="held mine">
        <span className="soft">{say("conflict.mine")}</span>
        <strong className="digits">{typed}</strong>
      </div>
      <div className="conflict-actions">
        <button type="button" className="button primary" onClick={onTheirs}>
          {say("conflict.keep")}
        </button>
        <button type="button" className="button" onClick={onMine}>
          {overwrite}
        </button>
      </div>
    </div>
  );
}
