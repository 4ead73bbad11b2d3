/**
 * What opens over a page: at the side, to look something up beside it, or in the middle, to decide something. The browser's own dialog keeps
 * the keyboard inside, closes at Esc and gives the keyboard back. (Ant Design's Drawer and Modal add styles that our policy refuses.)
 * What was typed in it is not thrown away by a slip of the hand: a click beside it does nothing then, and Esc asks once.
 */
import { CloseOutlined } from "@ant-design/icons";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useText } from "./text.ts";
import "./panel.css";

interface PanelProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly place: "side" | "middle";
  readonly children: ReactNode;
}

export function Panel({ title, open, onClose, place, children }: PanelProps) {
  const say = useText();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const typed = useRef(false);
  const [warned, setWarned] = useState(false);
  useEffect(() => {
    typed.current = false;
    setWarned(false);
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the panel closes it; Esc does so by itself.
    <dialog
      ref={dialog}
      className={`panel panel-${place}`}
      aria-labelledby={id}
      onClose={onClose}
      onInput={(event: FormEvent) => {
        // What is looked for or chosen is no work that is missed.
        if ((event.target as Element).matches("textarea, input:not([type=search], [type=checkbox], [type=radio])")) typed.current = true;
      }}
      // Whoever has sent it off leaves as they like.
      onSubmit={() => {
        typed.current = false;
        setWarned(false);
      }}
      onCancel={(event) => {
        if (!typed.current || warned) return;
        event.preventDefault();
        setWarned(true);
      }}
      onClick={(event) => {
        if (event.target === dialog.current && !typed.current) onClose();
      }}
    >
      {open && (
        <div className="panel-inside">
          <header>
            <h2 id={id}>{title}</h2>
            <button type="button" className="button quiet" aria-label={say("panel.close")} onClick={onClose}>
              <CloseOutlined aria-hidden="true" />
            </button>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the screen must be scrolled by keyboard too. */}
          <section className="panel-body" aria-label={title} tabIndex={0}>
            {warned && (
              <p className="notice look panel-unsaved" role="alert">
                {say("panel.unsaved")}
              </p>
            )}
            {children}
          </section>
        </div>
      )}
    </dialog>
  );
}
