/** States what people's data are being looked at for. Until then identifiers and sensitive facts stay masked; the purpose is recorded with every reading. */
import { EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Popover } from "antd";
import { type FormEvent, useId, useState } from "react";
import { ask } from "../api/client.ts";
import { statePurpose, usePurpose } from "../api/purpose.ts";
import { useReading, wordsIn } from "../reading/reading.ts";
import { useText } from "./text.ts";
import "./purpose-prompt.css";

/** Purposes that nobody has in mind who looks at one person. */
const notByHand = new Set(["migration", "exchange", "statistics", "audit"]);

export function PurposePrompt() {
  const say = useText();
  const purpose = usePurpose();
  const label = usePurposeLabel();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={<PurposeChoice onStated={() => setOpen(false)} />}
      destroyOnHidden
    >
      <button type="button" className={`button quiet purpose ${purpose === "" ? "" : "stated"}`}>
        {purpose === "" ? <EyeInvisibleOutlined aria-hidden="true" /> : <EyeOutlined aria-hidden="true" />}
        <span>{purpose === "" ? say("purpose.none") : say("purpose.stated", { purpose: label(purpose) })}</span>
      </button>
    </Popover>
  );
}

/** The choice itself; pages that meet something masked put it where the reader looks. */
export function PurposeChoice({ onStated }: { readonly onStated?: () => void }) {
  const say = useText();
  const own = useId();
  const purpose = usePurpose();
  const { language } = useReading();
  const { data } = useCommonPurposes();
  const [words, setWords] = useState("");
  const state = (stated: string) => {
    statePurpose(stated);
    onStated?.();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim() !== "") state(words);
  };
  return (
    <div className="purpose-choice">
      <p className="purpose-why">{say("purpose.why")}</p>
      <div className="purpose-common">
        {(data?.items ?? [])
          .filter((each) => !notByHand.has(each.code))
          .map((each) => (
            <button type="button" key={each.code} className="button" aria-pressed={each.code === purpose} onClick={() => state(each.code)}>
              {wordsIn(language, each.label)}
            </button>
          ))}
      </div>
      <form onSubmit={submit} className="field">
        <label htmlFor={own}>{say("purpose.own")}</label>
        <div className="purpose-own">
          <input id={own} value={words} maxLength={200} onChange={(event) => setWords(event.target.value)} />
          <button type="submit" className="button primary" disabled={words.trim() === ""}>
            {say("purpose.state")}
          </button>
        </div>
      </form>
      {purpose !== "" && (
        <button type="button" className="button quiet" onClick={() => state("")}>
          {say("purpose.end")}
        </button>
      )}
    </div>
  );
}

function useCommonPurposes() {
  return useQuery({ queryKey: ["purposes"], queryFn: () => ask("GET /api/v1/purposes", {}), staleTime: Number.POSITIVE_INFINITY });
}

/** What a purpose is called; free words stand for themselves. */
export function usePurposeLabel(): (purpose: string) => string {
  const { language } = useReading();
  const { data } = useCommonPurposes();
  return (purpose) => {
    const known = data?.items.find((each) => each.code === purpose);
    return known ? wordsIn(language, known.label) : purpose;
  };
}
