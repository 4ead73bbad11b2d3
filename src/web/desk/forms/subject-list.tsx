/** For whom a form is filled: who qualifies, who soon will, and whoever is named besides. */
import { CloseOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { ask } from "../../api/client.ts";
import { usePurpose } from "../../api/purpose.ts";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { Nothing } from "../page-states.tsx";
import { useText } from "../text.ts";
import type { Qualifying, Subject } from "./form-filling.ts";
import "./subject-list.css";

export interface Named {
  readonly element: string;
  readonly title: string;
}

interface SubjectListProps {
  readonly qualifying: Qualifying | undefined;
  /** Whether one is shown at a time, so that a line chooses it. */
  readonly oneAtATime: boolean;
  readonly shown: string | undefined;
  readonly onShow: (element: string) => void;
  readonly named: readonly Named[];
  readonly onName: (one: Named) => void;
  readonly onRemove: (element: string) => void;
}

const linesShown = 60;

export function SubjectList({ qualifying, oneAtATime, shown, onShow, named, onName, onRemove }: SubjectListProps) {
  const say = useText();
  const { number } = useFormats();
  return (
    <aside className="subjects">
      <Picker onName={onName} />
      {named.length > 0 && (
        <section className="card" aria-labelledby="subjects-named">
          <h2 id="subjects-named">{say("form.chosen")}</h2>
          <ul>
            {named.map(({ element, title }) => (
              <li key={element} className="subject-named">
                <Line title={title} hint="" current={shown === element} {...(oneAtATime ? { onShow: () => onShow(element) } : {})} />
                <button
                  type="button"
                  className="button quiet"
                  aria-label={say("form.remove", { name: title })}
                  onClick={() => onRemove(element)}
                >
                  <CloseOutlined aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {qualifying && (
        <section className="card" aria-labelledby="subjects-now">
          <h2 id="subjects-now">
            {say("form.now")} <span className="digits subjects-count">{number(qualifying.now.length)}</span>
          </h2>
          {qualifying.now.length === 0 ? (
            <Nothing title={say("form.nobody")} />
          ) : (
            <Lines subjects={qualifying.now} oneAtATime={oneAtATime} shown={shown} onShow={onShow} label={say("form.now")} />
          )}
        </section>
      )}
      {qualifying && (
        <section className="card" aria-labelledby="subjects-soon">
          <h2 id="subjects-soon">
            {say("form.soon")} <span className="digits subjects-count">{number(qualifying.soon.length)}</span>{" "}
            <span className="faint">{say("form.soonHint")}</span>
          </h2>
          {qualifying.soon.length === 0 ? (
            <p className="faint subjects-none">{say("form.nobodySoon")}</p>
          ) : (
            <Lines subjects={qualifying.soon} oneAtATime={oneAtATime} shown={shown} onShow={onShow} label={say("form.soon")} />
          )}
        </section>
      )}
    </aside>
  );
}

function Lines({
  subjects,
  oneAtATime,
  shown,
  onShow,
  label,
}: Pick<SubjectListProps, "oneAtATime" | "shown" | "onShow"> & { readonly subjects: readonly Subject[]; readonly label: string }) {
  const say = useText();
  const { day } = useFormats();
  const [all, setAll] = useState(false);
  const lines = all ? subjects : subjects.slice(0, linesShown);
  const when = ({ from, until, birthDate, hint }: Subject) =>
    from !== undefined
      ? say("form.from", { day: day(from) })
      : until !== undefined
        ? say("form.until", { day: day(until) })
        : birthDate !== undefined && /^\d{4}-\d\d-\d\d$/.test(birthDate)
          ? say("form.born", { day: day(birthDate) })
          : hint;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list longer than its room must be scrolled by keyboard too.
    <section className="subjects-scroll" aria-label={label} tabIndex={0}>
      <ul>
        {lines.map((subject) => (
          <li key={subject.element}>
            <Line
              title={subject.title || say("element.unnamed")}
              hint={[when(subject), subject.place].filter((part) => part !== "").join(" · ")}
              turning={subject.from !== undefined || subject.until !== undefined}
              current={shown === subject.element}
              {...(oneAtATime ? { onShow: () => onShow(subject.element) } : {})}
            />
          </li>
        ))}
      </ul>
      {lines.length < subjects.length && (
        <button type="button" className="button quiet" onClick={() => setAll(true)}>
          {say("form.more", { count: subjects.length - lines.length })}
        </button>
      )}
    </section>
  );
}

interface LineProps {
  readonly title: string;
  readonly hint: string;
  readonly turning?: boolean;
  readonly current: boolean;
  readonly onShow?: () => void;
}

function Line({ title, hint, turning = false, current, onShow }: LineProps) {
  const inside = (
    <>
      <span className="subject-title">{title}</span>
      {hint !== "" && <span className={turning ? "subject-turn digits" : "faint digits"}>{hint}</span>}
    </>
  );
  if (onShow === undefined) return <div className="subject">{inside}</div>;
  return (
    <button type="button" className="subject" aria-pressed={current} onClick={onShow}>
      {inside}
    </button>
  );
}

/** Long enough that a quick typist asks once a word. */
const pauseMs = 150;

/** Looks somebody up by name, and adds them. */
function Picker({ onName }: { readonly onName: (one: Named) => void }) {
  const say = useText();
  const id = useId();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const [text, setText] = useState("");
  const [sought, setSought] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSought(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ["find", community, sought, purpose],
    queryFn: ({ signal }) => ask("POST /api/v1/communities/{community}/find", { params: { community }, body: { text: sought }, signal }),
    enabled: sought !== "",
    staleTime: 60_000,
  });
  const found = sought === "" ? [] : (data?.items ?? []).filter(({ kind }) => kind !== "household");
  return (
    <div className="field subjects-picker">
      <label htmlFor={id}>{say("form.anybody")}</label>
      <input
        id={id}
        value={text}
        maxLength={100}
        placeholder={say("form.anybodyHint")}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      {found.length > 0 && (
        <ul className="card">
          {found.slice(0, 8).map(({ id: element, title, hint }) => (
            <li key={element}>
              <button
                type="button"
                className="subject"
                onClick={() => {
                  setText("");
                  setSought("");
                  onName({ element, title });
                }}
              >
                <span className="subject-title">{title || say("element.unnamed")}</span>
                <span className="faint digits">{hint}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {sought !== "" && data?.items.length === 0 && <p className="faint">{say("find.nothing")}</p>}
    </div>
  );
}
