/** For whom a form is, in words; of a blank that the community keeps itself it can be said here, and the blank removed. */
import { EditOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ask } from "../../api/client.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { useCommunity } from "../community.ts";
import { Conflict, isOutdated } from "../conflict.tsx";
import { failureText } from "../page-states.tsx";
import { Panel } from "../panel.tsx";
import { useText } from "../text.ts";
import type { FormWithFields } from "./form-filling.ts";
import "./for-whom.css";

const residencies = ["permanent", "migrant", "foreign"] as const;

export function ForWhom({ form }: { readonly form: FormWithFields }) {
  const say = useText();
  const [open, setOpen] = useState(false);
  const { language } = useReading();
  const words = form.forWhom
    ? wordsIn(language, form.forWhom)
    : form.subject === "person" && !form.condition
      ? say("form.conditionNobody")
      : "";
  return (
    <>
      {words !== "" && (
        <span className="soft" title={form.condition}>
          {say("form.condition")} <strong>{words}</strong>
        </span>
      )}
      {words === "" && form.condition && (
        <span className="soft">
          {say("form.condition")} <code className="for-whom-code">{form.condition}</code>
        </span>
      )}
      {form.kept && (
        <button type="button" className="button quiet" onClick={() => setOpen(true)}>
          <EditOutlined aria-hidden="true" />
          {say("form.conditionEdit")}
        </button>
      )}
      <Panel title={say("form.condition")} open={open} onClose={() => setOpen(false)} place="middle">
        <ConditionForm form={form} onDone={() => setOpen(false)} />
      </Panel>
    </>
  );
}

function ConditionForm({ form, onDone }: { readonly form: FormWithFields; readonly onDone: () => void }) {
  const say = useText();
  const { code: community } = useCommunity();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [condition, setCondition] = useState(form.condition ?? "");
  const [parts, setParts] = useState({ from: "", to: "", residency: "" });
  const [sure, setSure] = useState(false);
  // The version on which this was begun: what somebody else says meanwhile is not overwritten unseen.
  const [version, setVersion] = useState(form.kept?.version ?? 0);
  const params = { community, form: form.key };
  const again = () => Promise.all(["forms", "form"].map((queryKey) => queries.invalidateQueries({ queryKey: [queryKey] })));
  const save = useMutation({
    mutationFn: (on: number) =>
      ask("PUT /api/v1/communities/{community}/forms/{form}/condition", {
        params,
        body: { condition: condition.trim() === "" ? null : condition.trim() },
        version: `"${on}"`,
      }),
    onSuccess: async () => {
      await again();
      onDone();
    },
    onError: async (error) => {
      if (isOutdated(error)) await again();
    },
  });
  const drop = useMutation({
    mutationFn: () => ask("DELETE /api/v1/communities/{community}/forms/{form}", { params }),
    onSuccess: async () => {
      await navigate({ to: "/c/$community/forms", params: { community } });
      await again();
    },
  });
  const choose = (change: Partial<typeof parts>) => {
    const next = { ...parts, ...change };
    setParts(next);
    setCondition(written(next));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(version);
  };
  const now = form.kept?.version ?? 0;
  if (isOutdated(save.error) && now !== version)
    return (
      <Conflict
        what={say("form.conditionChanged", { who: form.kept?.changedBy ?? "" })}
        now={
          <div className="held">
            <span className="soft">{say("edit.now")}</span>
            <strong>{form.condition ?? say("form.conditionNobody")}</strong>
          </div>
        }
        typed={condition.trim() === "" ? say("form.conditionNobody") : condition.trim()}
        overwrite={say("form.conditionMine")}
        onTheirs={onDone}
        onMine={() => {
          setVersion(now);
          save.mutate(now);
        }}
      />
    );
  const error = save.error ?? drop.error;
  const ages = { type: "number", min: 0, max: 150, inputMode: "numeric" } as const;
  return (
    <form className="for-whom" onSubmit={submit}>
      {(form.subject === "person" || form.subject === "householdHead") && (
        <div className="for-whom-parts">
          <label className="field">
            <span className="label">{say("form.conditionAge")}</span>
            <input {...ages} value={parts.from} onChange={(event) => choose({ from: event.target.value })} />
          </label>
          <label className="field">
            <span className="label">{say("form.conditionAgeMax")}</span>
            <input {...ages} value={parts.to} onChange={(event) => choose({ to: event.target.value })} />
          </label>
          <label className="field">
            <span className="label">{say("form.conditionResidency")}</span>
            <select value={parts.residency} onChange={(event) => choose({ residency: event.target.value })}>
              <option value="">{say("form.conditionAny")}</option>
              {residencies.map((residency) => (
                <option key={residency} value={residency}>
                  {say(`form.residency.${residency}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <label className="field">
        <span className="label">{say("form.conditionOwn")}</span>
        <textarea rows={3} maxLength={1000} spellCheck={false} value={condition} onChange={(event) => setCondition(event.target.value)} />
      </label>
      {error && (
        <p className="notice wrong" role="alert">
          {failureText(error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      <div className="for-whom-actions">
        <button type="submit" className="button primary" disabled={save.isPending}>
          {say("form.conditionSave")}
        </button>
        <button type="button" className="button quiet" disabled={drop.isPending} onClick={() => (sure ? drop.mutate() : setSure(true))}>
          {say(sure ? "form.dropSure" : "form.drop")}
        </button>
      </div>
    </form>
  );
}

/** The parts that were chosen, as the condition that they mean. */
function written({ from, to, residency }: { readonly from: string; readonly to: string; readonly residency: string }): string {
  return [
    from === "" ? "" : `age >= ${Number(from)}`,
    to === "" ? "" : `age <= ${Number(to)}`,
    residency === "" ? "" : `residencyType == "${residency}"`,
  ]
    .filter((part) => part !== "")
    .join(" && ");
}
