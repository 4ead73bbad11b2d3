/** The sign-in page of both entries: password or one-time code, then a second step where the account has one. No library but React. */
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { ApiProblem, ask } from "../api/client.ts";
import { type Session, takeSession, useSession } from "../api/session.ts";
import type { ReadingLanguage } from "../reading/reading.ts";
import { ReadingSettings } from "../reading/reading-settings.tsx";
import type { BothKey } from "../texts/both/en.ts";
import { useSay } from "../texts/say.ts";
import { PasswordField, TextField } from "./fields.tsx";
import "./sign-in.css";

type Way = "password" | "code";

interface SignInProps {
  readonly spoken: readonly ReadingLanguage[];
  /** How one comes in at first. */
  readonly way: Way;
  /** A one-time code that came with the link. */
  readonly code?: string;
  /** True when an earlier session is over. */
  readonly ended?: boolean;
  /** Why another way of signing in has failed, in words. */
  readonly refused?: string;
  readonly onSignedIn: (session: Session) => void;
  /** Where the others sign in. */
  readonly elsewhere: ReactNode;
}

/** What was asked of the server and refused, and what it wants besides. */
interface Refusal {
  readonly text: string;
  /** Which further step the server asks for. */
  readonly step: "second-factor" | "new-password" | null;
  readonly name: string;
}

export function SignIn({ spoken, way: firstWay, code: firstCode = "", ended = false, refused = "", onSignedIn, elsewhere }: SignInProps) {
  const say = useSay<BothKey>();
  const { organisation, samples } = useSession();
  const [way, setWay] = useState<Way>(firstWay);
  const [fields, setFields] = useState({ name: "", password: "", code: firstCode, secondFactor: "", newPassword: "" });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (name: keyof typeof fields) => (value: string) => setFields((before) => ({ ...before, [name]: value }));
  const step = refusal?.step ?? null;
  const started = useRef(false);

  async function enter(event?: FormEvent) {
    event?.preventDefault();
    setBusy(true);
    try {
      const session = await askFor(way, fields, step);
      takeSession(session);
      onSignedIn(session);
    } catch (error) {
      setRefusal(refusalOf(error, step, say));
    } finally {
      setBusy(false);
    }
  }

  // A link brings its code along: nobody shall have to press a button to be asked for the password.
  useEffect(() => {
    if (started.current || firstCode === "") return;
    started.current = true;
    void enter();
  });

  const change = (to: Way) => {
    setWay(to);
    setRefusal(null);
  };
  const title = step === "second-factor" ? "sign.secondTitle" : step === "new-password" ? "sign.newTitle" : "sign.title";
  return (
    <div className="sign-in">
      <header className="sign-in-head">
        <span className="mark" aria-hidden="true">
          微
        </span>
        <div>
          <p className="sign-in-name">{say("app.name")}</p>
          <p className="soft">{say("app.tagline")}</p>
        </div>
      </header>
      <main className="card">
        <h1>{say(title)}</h1>
        {ended && refusal === null && <p className="notice look">{say("sign.ended")}</p>}
        {refused !== "" && refusal === null && <p className="notice wrong">{refused}</p>}
        <form onSubmit={enter} noValidate>
          <Steps way={way} step={step} fields={fields} set={set} name={refusal?.name ?? ""} />
          <p role="alert" className={refusal?.text ? "notice wrong" : "visually-hidden"}>
            {refusal?.text ?? ""}
          </p>
          <button type="submit" className="button primary wide" disabled={busy}>
            {say(
              busy
                ? "sign.entering"
                : step === "new-password"
                  ? "sign.newEnter"
                  : way === "code" && step === null
                    ? "sign.codeEnter"
                    : "sign.enter",
            )}
          </button>
        </form>
        {step !== null ? (
          <button type="button" className="button quiet wide" onClick={() => setRefusal(null)}>
            {say("sign.back")}
          </button>
        ) : (
          <div className="other-ways">
            <button type="button" className="button quiet wide" onClick={() => change(way === "code" ? "password" : "code")}>
              {say(way === "code" ? "sign.withPassword" : "sign.withCode")}
            </button>
            {organisation !== undefined && (
              <a className="button wide" href="/api/v1/session/organisation">
                {organisation === "" ? say("sign.organisationPlain") : say("sign.organisation", { label: organisation })}
              </a>
            )}
          </div>
        )}
      </main>
      <footer>
        {samples && <p className="notice samples">{say("sign.samples")}</p>}
        <ReadingSettings spoken={spoken} />
        <p>{elsewhere}</p>
      </footer>
    </div>
  );
}

type Fields = Readonly<Record<"name" | "password" | "code" | "secondFactor" | "newPassword", string>>;

function Steps(props: {
  readonly way: Way;
  readonly step: Refusal["step"];
  readonly fields: Fields;
  readonly set: (name: keyof Fields) => (value: string) => void;
  readonly name: string;
}) {
  const { way, step, fields, set } = props;
  const say = useSay<BothKey>();
  const names = useId();
  if (step === "second-factor")
    return (
      <TextField
        label={say("sign.second")}
        hint={say("sign.secondHint")}
        value={fields.secondFactor}
        onChange={set("secondFactor")}
        autoComplete="one-time-code"
        focused
      />
    );
  if (step === "new-password")
    return (
      <>
        <p className="soft">{say("sign.newFor", { name: props.name })}</p>
        <input
          type="text"
          className="visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
          autoComplete="username"
          value={props.name}
          readOnly
          id={names}
        />
        <PasswordField
          label={say("sign.newPassword")}
          hint={say("sign.newHint")}
          value={fields.newPassword}
          onChange={set("newPassword")}
          autoComplete="new-password"
          focused
        />
      </>
    );
  if (way === "code")
    return (
      <TextField
        label={say("sign.code")}
        hint={say("sign.codeHint")}
        value={fields.code}
        onChange={set("code")}
        autoComplete="off"
        spaced
        focused
      />
    );
  return (
    <>
      <TextField label={say("sign.name")} value={fields.name} onChange={set("name")} autoComplete="username" focused />
      <PasswordField label={say("sign.password")} value={fields.password} onChange={set("password")} autoComplete="current-password" />
    </>
  );
}

function askFor(way: Way, fields: Fields, step: Refusal["step"]): Promise<Session> {
  const secondFactor = fields.secondFactor === "" ? {} : { secondFactor: fields.secondFactor };
  if (way === "password") return ask("POST /api/v1/session", { body: { name: fields.name, password: fields.password, ...secondFactor } });
  const password = step === "new-password" || fields.newPassword !== "" ? { password: fields.newPassword } : {};
  return ask("POST /api/v1/session/code", { body: { code: fields.code, ...password, ...secondFactor } });
}

function refusalOf(error: unknown, step: Refusal["step"], say: (key: BothKey, blanks?: Record<string, string>) => string): Refusal {
  if (!(error instanceof ApiProblem)) throw error;
  const { code, detail, message } = error;
  if (code === "second-factor-needed") return { text: "", step: "second-factor", name: "" };
  if (code === "password-needed") return { text: "", step: "new-password", name: detail };
  const kept = code === "second-factor-wrong" || code.startsWith("password-too") ? step : code === "sign-in-throttled" ? step : null;
  if (code === "network") return { text: say("error.network"), step, name: "" };
  const wait = /^\d+$/.test(detail) && error.status === 429 ? ` ${say("error.wait", { seconds: detail })}` : "";
  return { text: `${message}${wait}`, step: kept, name: "" };
}
