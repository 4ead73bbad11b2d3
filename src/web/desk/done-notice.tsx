/** Says what was just done, and offers to undo it. */
import { CheckOutlined, UndoOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { failureText } from "./page-states.tsx";
import { useText } from "./text.ts";
import "./edit-panel.css";

interface DoneNoticeProps {
  readonly text: string;
  readonly undo: () => Promise<unknown>;
  readonly onUndone: () => void;
}

export function DoneNotice({ text, undo, onUndone }: DoneNoticeProps) {
  const say = useText();
  const undoing = useMutation({ mutationFn: undo, onSuccess: onUndone });
  return (
    <div className="notice done-notice" role="status">
      <CheckOutlined aria-hidden="true" />
      <p>{undoing.error ? failureText(undoing.error, say("error.network"), say("error.unexpected")) : text}</p>
      <button type="button" className="button" disabled={undoing.isPending} onClick={() => undoing.mutate()}>
        <UndoOutlined aria-hidden="true" />
        {say("done.undo")}
      </button>
    </div>
  );
}
