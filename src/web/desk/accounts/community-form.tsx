/** Makes a community, or calls one otherwise. Nothing can be imported into a community that nobody has named. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask } from "../../api/client.ts";
import { loadSession } from "../../api/session.ts";
import { TextField } from "../../sign-in/fields.tsx";
import { failureText } from "../page-states.tsx";
import { useText } from "../text.ts";
import "./community-form.css";

export function CommunityForm({ onMade }: { readonly onMade: (code: string) => void }) {
  const say = useText();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: async () => {
      const community = code.replace(/\s/g, "");
      await ask("PUT /api/v1/community-names/{community}", { params: { community }, body: { name: name.trim() } });
      await loadSession();
      return community;
    },
    onSuccess: (community) => {
      setCode("");
      setName("");
      onMade(community);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form className="community-form" onSubmit={submit}>
      <TextField label={say("community.code")} hint={say("community.codeHint")} value={code} onChange={setCode} autoComplete="off" />
      <TextField label={say("community.name")} hint={say("community.nameHint")} value={name} onChange={setName} autoComplete="off" />
      {make.error && (
        <p className="notice wrong" role="alert">
          {failureText(make.error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      <button type="submit" className="button" disabled={make.isPending || code.trim() === "" || name.trim() === ""}>
        {say("community.make")}
      </button>
    </form>
  );
}
