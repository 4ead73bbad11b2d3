import { useEffect, useId, useRef, useState } from "react";
import type { BothKey } from "../texts/both/en.ts";
import { useSay } from "../texts/say.ts";

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: string;
  /** Takes the keyboard when it appears. */
  readonly focused?: boolean;
}

/** A labelled line of text, with its hint read out too. */
export function TextField({ spaced = false, ...props }: FieldProps & { /** Wide letters, for codes. */ readonly spaced?: boolean }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <Input id={id} {...props} type="text" className={spaced ? "spaced ltr" : ""} />
      {props.hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

/** A password, which can be shown: many mistype on telephones. */
export function PasswordField(props: FieldProps) {
  const id = useId();
  const say = useSay<BothKey>();
  const [shown, setShown] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <div className="with-button">
        <Input id={id} {...props} type={shown ? "text" : "password"} className="" />
        <button type="button" className="button quiet" aria-controls={id} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {say(shown ? "sign.hide" : "sign.show")}
        </button>
      </div>
      {props.hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

function Input(props: FieldProps & { readonly id: string; readonly type: "text" | "password"; readonly className: string }) {
  const element = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.focused) element.current?.focus();
  }, [props.focused]);
  return (
    <input
      ref={element}
      id={props.id}
      type={props.type}
      className={props.className}
      value={props.value}
      autoComplete={props.autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      aria-describedby={props.hint === undefined ? undefined : `${props.id}-hint`}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
