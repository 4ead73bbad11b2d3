/** Makes and prints the one-time code by which a resident signs in. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../api/client.ts";
import { useCommunity } from "./community.ts";
import { useFormats } from "./formats.ts";
import { failureText } from "./page-states.tsx";
import { Panel } from "./panel.tsx";
import { useText } from "./text.ts";
import "./invitation-dialog.css";

export function InvitationDialog({ element, onClose }: { readonly element: string; readonly onClose: () => void }) {
  const say = useText();
  const { code: community } = useCommunity();
  const { moment } = useFormats();
  // One key a dialog: pressing twice on a slow line makes one code.
  const [key] = useState(() => crypto.randomUUID());
  const invite = useMutation({
    mutationFn: () => ask("POST /api/v1/communities/{community}/elements/{element}/invitation", { params: { community, element }, key }),
  });
  return (
    <Panel title={say("invite.title")} open onClose={onClose} place="middle">
      {invite.data ? (
        <div className="invitation">
          <div className="invitation-paper">
            <p>{say("invite.for", { name: invite.data.title })}</p>
            <p className="invitation-code digits ltr">{invite.data.code.code}</p>
            <p>{say("invite.where", { address: `${location.origin}/my` })}</p>
            <p className="soft">{say("invite.until", { moment: moment(invite.data.code.expiresAt) })}</p>
          </div>
          <button type="button" className="button primary" onClick={() => window.print()}>
            {say("invite.print")}
          </button>
        </div>
      ) : (
        <div className="invitation">
          <p>{say("invite.explain")}</p>
          {invite.error && (
            <p className="notice wrong" role="alert">
              {failureText(invite.error, say("error.network"), say("error.unexpected"))}
            </p>
          )}
          <button type="button" className="button primary" disabled={invite.isPending} onClick={() => invite.mutate()}>
            {say("invite.make")}
          </button>
        </div>
      )}
    </Panel>
  );
}
