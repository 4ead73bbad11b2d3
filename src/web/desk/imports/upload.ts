/** Hands files in, telling how much of them has gone: `fetch` does not. */
import { ApiProblem, carriedHeaders } from "../../api/client.ts";
import type { ImportJob } from "./job.ts";

const megabyte = 1024 * 1024;
/** What the server takes at once. */
export const uploadBytesMax = 200 * megabyte;
export const uploadFilesMax = 200;

/** What may be chosen in the browser's own dialog; the server looks at the bytes and not at the ending. */
export const uploadEndings = ".xlsx,.xlsm,.xls,.et,.csv,.txt,.tsv";

/** Sends files; `onProgress` hears which share has gone, 0 to 1. Throws an ApiProblem; an aborted upload leaves nothing at the server. */
export function upload(
  community: string,
  files: readonly File[],
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ImportJob> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/communities/${encodeURIComponent(community)}/imports`);
    request.responseType = "json";
    for (const [name, value] of Object.entries(carriedHeaders("POST"))) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => onProgress(event.total === 0 ? 0 : event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response as ImportJob);
      else reject(new ApiProblem({ code: "network", status: request.status, title: "", ...(request.response ?? {}) }));
    });
    const lost = () => reject(new ApiProblem({ code: "network", status: 0, title: "" }));
    request.addEventListener("error", lost);
    request.addEventListener("abort", lost);
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

/** `14.6 KB`, `3 MB` */
export function sizeText(bytes: number, number: (value: number) => string): string {
  const [value, unit] = bytes < megabyte ? [bytes / 1024, "KB"] : [bytes / megabyte, "MB"];
  return `${number(value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value))} ${unit}`;
}
