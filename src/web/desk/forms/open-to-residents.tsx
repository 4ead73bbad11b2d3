/** Whether residents are offered a blank that the community keeps itself: off until a worker says so. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "../../api/client.ts";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { failureText } from "../page-states.tsx";
import { useText } from "../text.ts";
import type { FormWithFields } from "./form-filling.ts";

export function OpenToResidents({ form: { key, kept } }: { readonly form: FormWithFields }) {
  const say = useText();
  const { day } = useFormats();
  const { code: community } = useCommunity();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (open: boolean) =>
      ask("PUT /api/v1/communities/{community}/forms/{form}/residents", { params: { community, form: key }, body: { open } }),
    onSuccess: () => Promise.all(["forms", "form"].map((queryKey) => queries.invalidateQueries({ queryKey: [queryKey] }))),
  });
  if (!kept?.personal) return null;
  const { opened } = kept;
  return (
    <>
      <label className="form-switch">
        <input
          type="checkbox"
          checked={opened !== undefined}
          disabled={change.isPending}
          onChange={(event) => change.mutate(event.target.checked)}
        />
        {say("form.open")}
      </label>
      {opened && <span className="faint">{say("form.openSince", { day: day(opened.at), name: opened.by })}</span>}
      {change.error && (
        <span className="notice wrong" role="alert">
          {failureText(change.error, say("error.network"), say("error.unexpected"))}
        </span>
      )}
    </>
  );
}
