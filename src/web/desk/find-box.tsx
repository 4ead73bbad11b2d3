/** The one box that finds anybody and anything: answers while one types, all by keyboard (`/` goes there). */
import { SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { ask, type Reply } from "../api/client.ts";
import { usePurpose } from "../api/purpose.ts";
import { useCommunity } from "./community.ts";
import { KindIcon } from "./kind-icon.tsx";
import { failureText } from "./page-states.tsx";
import { useText } from "./text.ts";
import "./find-box.css";

/** Long enough that a quick typist asks once a word, short enough that nobody notices. */
const pauseMs = 120;

type Found = Reply<"POST /api/v1/communities/{community}/find">["items"][number];

export function FindBox() {
  const say = useText();
  const list = useId();
  const navigate = useNavigate();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const sought = usePaused(text.trim());
  const { data, error, isFetching } = useQuery({
    queryKey: ["find", community, sought, purpose],
    queryFn: ({ signal }) => ask("POST /api/v1/communities/{community}/find", { params: { community }, body: { text: sought }, signal }),
    enabled: sought !== "" && community !== "",
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  const items = sought === "" ? [] : (data?.items ?? []);
  useSlashKey(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new answers begin at the first.
  useEffect(() => setAt(0), [data]);

  const choose = (found: Found) => {
    setOpen(false);
    setText("");
    // The reader goes to what was found; `/` brings them back.
    input.current?.blur();
    document.getElementById("content")?.focus();
    void navigate({ to: "/c/$community/element/$element", params: { community, element: found.id } });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (items.length > 0) setAt((at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length);
    } else if (event.key === "Enter" && items[at] && sought === text.trim()) choose(items[at]);
    else if (event.key === "Escape") {
      if (open) setOpen(false);
      else setText("");
    }
  };
  const shown = open && sought !== "";
  return (
    <search className="find">
      <SearchOutlined className="find-icon" aria-hidden="true" />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={say("find.label")}
        aria-expanded={shown}
        aria-controls={list}
        aria-activedescendant={shown && items[at] ? `${list}-${at}` : undefined}
        aria-autocomplete="list"
        placeholder={say("find.placeholder")}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      <span className="find-key" aria-hidden="true">
        /
      </span>
      <div className="find-answers" hidden={!shown}>
        <div id={list} className="find-list" role="listbox" aria-label={say("find.answers")}>
          {items.map((found, index) => (
            <div
              key={found.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              // Before the box loses the keyboard, which would close the list under the pointer.
              onMouseDown={(event) => {
                event.preventDefault();
                choose(found);
              }}
              onMouseMove={() => setAt(index)}
            >
              <KindIcon kind={found.kind} />
              <span className="find-title">{found.title || say("element.unnamed")}</span>
              <span className="find-hint digits">{found.hint}</span>
              <span className="tag">{say(`kind.${found.kind}`)}</span>
            </div>
          ))}
        </div>
        <p className="find-note" role="status">
          {error
            ? failureText(error, say("error.network"), say("error.unexpected"))
            : items.length > 0
              ? say("find.keys")
              : isFetching || sought !== text.trim()
                ? say("wait.loading")
                : say("find.nothing")}
        </p>
      </div>
    </search>
  );
}

/** A text as it stood when typing paused. */
export function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

function useSlashKey(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [input]);
}
