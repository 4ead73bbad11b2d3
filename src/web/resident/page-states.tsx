import { ApiProblem } from "../api/client.ts";
import { useText } from "./text.ts";

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
  const known = error instanceof ApiProblem;
  return (
    <div className="card my-card" role="alert">
      <h1>{say("error.title")}</h1>
      <p>{!known ? say("error.unexpected") : error.code === "network" ? say("error.network") : error.message}</p>
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
