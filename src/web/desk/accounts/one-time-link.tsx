/** A one-time link by which somebody sets their password, to be handed over on paper or on the screen. */
import { useState } from "react";
import type { Reply } from "../../api/client.ts";
import { useFormats } from "../formats.ts";
import { useText } from "../text.ts";
import "../invitation-dialog.css";

export type IssuedCode = Reply<"POST /api/v1/accounts">["code"] & { readonly name: string };

export function OneTimeLink({ issued }: { readonly issued: IssuedCode }) {
  const say = useText();
  const { moment } = useFormats();
  const [copied, setCopied] = useState(false);
  // After the sign #, a browser keeps it to itself: the code is in no log.
  const link = `${location.origin}/sign-in/code#${issued.code}`;
  return (
    <div className="invitation">
      <div className="invitation-paper">
        <p>{say("accounts.linkFor", { name: issued.name })}</p>
        <p className="invitation-code digits ltr">{issued.code}</p>
        <p>{say("accounts.linkWhere", { address: `${location.origin}/sign-in/code` })}</p>
        <p className="soft">{say("invite.until", { moment: moment(issued.expiresAt) })}</p>
      </div>
      <div className="account-link-buttons">
        <button type="button" className="button primary" onClick={() => window.print()}>
          {say("invite.print")}
        </button>
        <button type="button" className="button" onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
          {say(copied ? "accounts.copied" : "accounts.copy")}
        </button>
      </div>
      <p className="soft">{say("accounts.linkOnce")}</p>
    </div>
  );
}
