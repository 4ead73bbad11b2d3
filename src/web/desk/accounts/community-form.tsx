/** Makes a community, or calls one otherwise. Nothing can be imported into a community that nobody has named. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, askWhole } from "../../api/client.ts";
import { loadSession } from "../../api/session.ts";
import { TextField } from "../../sign-in/fields.tsx";
import { failureText } from "../page-states.tsx";
import { useText } from "../text.ts";
import "./community-form.css";

export function CommunityForm({ onMade }: { readonly onMade: (code: string) => void }) {
  const say = useText();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  // What a community of this code is called already; whoever mistypes a code shall not rename another one unseen.
  const [called, setCalled] = useState<{ readonly name: string; readonly version: string } | null>(null);
  const make = useMutation({
    mutationFn: async () => {
      const params = { community: code.replace(/\s/g, "") };
      const { body, version } = await askWhole("GET /api/v1/community-names/{community}", { params });
      if (body.name !== "" && body.name !== name.trim() && called?.version !== version) {
        setCalled({ name: body.name, version });
        return null;
      }
      await ask("PUT /api/v1/community-names/{community}", { params, body: { name: name.trim() }, version });
      await loadSession();
      return params.community;
    },
    onSuccess: (community) => {
      if (community === null) return;
      setCalled(null);
      setCode("");
      setName("");
      onMade(community);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const changeCode = (text: string) => {
    setCode(text);
    setCalled(null);
  };
  return (
    <form className="community-form" onSubmit={submit}>
      <TextField label={say("community.code")} hint={say("community.codeHint")} value={code} onChange={changeCode} autoComplete="off" />
      <TextField label={say("community.name")} hint={say("community.nameHint")} value={name} onChange={setName} autoComplete="off" />
      {called && (
        <p className="notice look" role="alert">
          {say("community.called", { name: called.name })}
        </p>
      )}
      {make.error && (
        <p className="notice wrong" role="alert">
          {failureText(make.error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      <button type="submit" className="button" disabled={make.isPending || code.trim() === "" || name.trim() === ""}>
        {say(called ? "community.rename" : "community.make")}
      </button>
    </form>
  );
}
