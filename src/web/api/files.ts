/** Files that go to the server, and files that come from it. */
import type { ApiRoute } from "#server/contract";
import { ApiProblem, addressOf, askRaw, carriedHeaders, type Input, problemIn, type Reply } from "./client.ts";

/** Asks a route for a file and lets the browser keep it, under the name that the server gives it. */
export async function download<Name extends ApiRoute>(name: Name, input: Input<Name>): Promise<void> {
  const response = await askRaw(name, input);
  const given = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = given === undefined ? "" : decodeURIComponent(given);
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Hands one file in. Throws an ApiProblem. */
export async function sendFile<Name extends ApiRoute>(name: Name, params: object, file: File): Promise<Reply<Name>> {
  const [method = "POST", path = ""] = name.split(" ");
  const body = new FormData();
  body.append("files", file);
  const response = await fetch(addressOf(path, params, undefined), {
    method,
    credentials: "same-origin",
    headers: carriedHeaders(method),
    body,
  }).catch(() => {
    throw new ApiProblem({ code: "network", status: 0, title: "" });
  });
  if (!response.ok) throw new ApiProblem(await problemIn(response));
  return (await response.json()) as Reply<Name>;
}
