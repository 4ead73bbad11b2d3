/** Takes in a blank form that nobody described yet: by a button, or dropped anywhere on the page. */
import { FileAddOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { sendFile } from "../../api/files.ts";
import { useCommunity } from "../community.ts";
import { failureText } from "../page-states.tsx";
import { useText } from "../text.ts";
import "./add-form.css";

/** Hands a blank form in, by a button or by dropping it. */
export function useAdding(onAdded: (form: string) => void) {
  const { code: community } = useCommunity();
  const queries = useQueryClient();
  const [dropping, setDropping] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (file: File) => sendFile("POST /api/v1/communities/{community}/forms", { community }, file),
    onSuccess: (form) => {
      for (const queryKey of ["forms", "once-only", "qualifying"]) void queries.invalidateQueries({ queryKey: [queryKey] });
      onAdded(form.key);
    },
  });
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setDropping(true);
  };
  const drop = {
    onDragOver: over,
    onDragLeave: () => setDropping(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setDropping(false);
      const [file] = event.dataTransfer.files;
      if (file) mutate(file);
    },
  };
  return { add: mutate, isPending, error, dropping, drop };
}

export function AddForm({ adding }: { readonly adding: ReturnType<typeof useAdding> }) {
  const say = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="forms-add">
      <button type="button" className="button primary" disabled={adding.isPending} onClick={() => input.current?.click()}>
        <FileAddOutlined aria-hidden="true" />
        {say(adding.isPending ? "forms.adding" : "forms.add")}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.xlsm"
        aria-label={say("forms.add")}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) adding.add(file);
          event.target.value = "";
        }}
      />
      {adding.error ? (
        <p className="notice wrong" role="alert">
          {failureText(adding.error, say("error.network"), say("error.unexpected"))}
        </p>
      ) : (
        <p className="faint">{say("forms.addHint")}</p>
      )}
    </div>
  );
}
