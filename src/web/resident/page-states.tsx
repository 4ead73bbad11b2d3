import { ApiProblem } from "../api/client.ts";
import type { ResidentKey } from "../texts/resident/en.ts";
import { useText } from "./text.ts";

/** What went wrong, in words: the server's own where it told why. */
export function problemText(error: unknown, say: (key: ResidentKey) => string): string {
  if (!(error instanceof ApiProblem)) return say("error.unexpected");
  return error.code === "network" ? say("error.network") : error.message;
}

export function Waiting() {
  const say = useText();
  return (
    <p className="waiting" role="status">
      {say("wait.loading")}
    </p>
  );
}

/** A failure in words, with what can be done. */
export function Failure({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const say = useText();
  return (
    <div className="card my-card" role="alert">
      <h1>{say("error.title")}</h1>
      <p>{problemText(error, say)}</p>
      {reset && (
        <button type="button" className="button" onClick={reset}>
          {say("error.again")}
        </button>
      )}
    </div>
  );
}

export function NotFound() {
  const say = useText();
  return (
    <main className="my-content">
      <h1>{say("error.notFound")}</h1>
      <a className="button" href="/my">
        {say("error.home")}
      </a>
    </main>
  );
}
