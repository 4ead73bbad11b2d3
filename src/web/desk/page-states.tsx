/** What a page shows while it waits, when it fails, when there is nothing: the same everywhere, and honest. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiProblem } from "../api/client.ts";
import { useText } from "./text.ts";

export function PageWaiting() {
  const say = useText();
  return (
    <p className="waiting" role="status">
      {say("wait.loading")}
    </p>
  );
}

/** A failure in words, with what can be done. */
export function PageFailure({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const say = useText();
  return (
    <div className="page-state" role="alert">
      <h1>{say("error.title")}</h1>
      <p>{failureText(error, say("error.network"), say("error.unexpected"))}</p>
      {reset && (
        <button type="button" className="button" onClick={reset}>
          {say("error.again")}
        </button>
      )}
    </div>
  );
}

/** What a failure says: the server's words where it answered. */
export function failureText(error: unknown, network: string, unexpected: string): string {
  if (!(error instanceof ApiProblem)) return unexpected;
  return error.code === "network" ? network : error.message;
}

export function NotFound() {
  const say = useText();
  return (
    <div className="page-state">
      <h1>{say("error.notFound")}</h1>
      <Link to="/" className="button">
        {say("error.home")}
      </Link>
    </div>
  );
}

/** Nothing there yet, and what to do about it. */
export function Nothing({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="nothing">
      <p className="nothing-title">{title}</p>
      {children && <div className="soft">{children}</div>}
    </div>
  );
}
