/** Where files are handed in: dropped anywhere on it, or chosen; told how much has gone, and stopped while it goes. */
import { InboxOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { ApiProblem } from "../../api/client.ts";
import { useFormats } from "../formats.ts";
import { failureText } from "../page-states.tsx";
import { useText } from "../text.ts";
import { jobKey } from "./job.ts";
import { sizeText, upload, uploadBytesMax, uploadEndings, uploadFilesMax } from "./upload.ts";
import "./drop-zone.css";

export function DropZone({ community }: { readonly community: string }) {
  const say = useText();
  const { percent, number } = useFormats();
  const { files, refused, share, sending, error, send, stop } = useUpload(community);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!sending) send([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is besides; the button inside does the same by keyboard.
    <div
      className="card drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <InboxOutlined aria-hidden="true" className="drop-icon" />
      {sending ? (
        <div className="drop-sending">
          <p className="digits">{say("upload.sending", { count: files.length, size: sizeText(bytes, number), share: percent(share) })}</p>
          <progress max={1} value={share} aria-label={say("upload.label")} />
          <button type="button" className="button" onClick={stop}>
            {say("upload.stop")}
          </button>
        </div>
      ) : (
        <div className="drop-words">
          <p className="drop-title">{say("upload.title")}</p>
          <p className="soft">{say("upload.hint")}</p>
          <button type="button" className="button primary" onClick={() => input.current?.click()}>
            {say("upload.choose")}
          </button>
          <input
            ref={input}
            type="file"
            multiple
            accept={uploadEndings}
            hidden
            onChange={(event) => {
              send([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </div>
      )}
      {refused && (
        <p className="notice wrong" role="alert">
          {say(refused, { files: uploadFilesMax, size: sizeText(uploadBytesMax, number) })}
        </p>
      )}
      {error && (
        <p className="notice wrong" role="alert">
          {failureText(error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
    </div>
  );
}

/** Sends files and opens the import that they make. What is too much is said before anything is sent. */
function useUpload(community: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [share, setShare] = useState(0);
  const [refused, setRefused] = useState<"upload.tooMany" | "upload.tooLarge" | null>(null);
  const [stopper, setStopper] = useState<AbortController | null>(null);
  const sent = useMutation({
    mutationFn: ({ given, signal }: { readonly given: readonly File[]; readonly signal: AbortSignal }) =>
      upload(community, given, setShare, signal),
    onSuccess: async (job) => {
      queries.setQueryData(jobKey(community, job.id), job);
      await navigate({ to: "/c/$community/imports/$import", params: { community, import: job.id } });
    },
  });
  const send = (given: readonly File[]) => {
    // What Excel leaves beside an open workbook is no file of the department's.
    const wanted = given.filter((file) => !file.name.startsWith("~$"));
    if (wanted.length === 0) return;
    const tooMuch = wanted.length > uploadFilesMax ? "upload.tooMany" : null;
    const tooLarge = wanted.reduce((sum, file) => sum + file.size, 0) > uploadBytesMax ? "upload.tooLarge" : null;
    setRefused(tooMuch ?? tooLarge);
    if (tooMuch ?? tooLarge) return;
    const controller = new AbortController();
    setFiles(wanted);
    setShare(0);
    setStopper(controller);
    sent.mutate({ given: wanted, signal: controller.signal });
  };
  const stopped = stopper?.signal.aborted && sent.error instanceof ApiProblem;
  return { files, share, refused, sending: sent.isPending, error: stopped ? null : sent.error, send, stop: () => stopper?.abort() };
}
