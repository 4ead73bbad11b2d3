/** Says that some rows of an element speak of another one: chooses them, shows both sides, and does it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Reply } from "../api/client.ts";
import { usePurpose } from "../api/purpose.ts";
import { useReading, wordsIn } from "../reading/reading.ts";
import { useCommunity } from "./community.ts";
import { IdentityPreview } from "./identity-preview.tsx";
import { type Decided, Refusal } from "./merge-panel.tsx";
import { PageWaiting } from "./page-states.tsx";
import type { Element } from "./pages/element-page.tsx";
import { Panel } from "./panel.tsx";
import { useText } from "./text.ts";
import { useRegistryChanged } from "./waiting.ts";

type Row = Reply<"GET /api/v1/communities/{community}/elements/{element}/evidence">["rows"][number];

interface SplitPanelProps {
  readonly element: Element;
  readonly onClose: () => void;
  readonly onDecided: (decided: Decided) => void;
}

export function SplitPanel({ element, onClose, onDecided }: SplitPanelProps) {
  const say = useText();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const { data, error } = useQuery({
    queryKey: ["evidence", community, element.id, purpose],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/communities/{community}/elements/{element}/evidence", { params: { community, element: element.id }, signal }),
  });
  const rows = distinct(data?.rows.filter((row) => row.current) ?? []);
  return (
    <Panel title={say("split.title")} open onClose={onClose} place="side">
      <div className="identity">
        <p className="soft">{say("split.explain")}</p>
        {error && <Refusal error={error} />}
        {!data && !error && <PageWaiting />}
        {data && rows.length < 2 && <p>{say("split.single")}</p>}
        {rows.length > 1 && <Splitting element={element} rows={rows} onDecided={onDecided} />}
      </div>
    </Panel>
  );
}

interface SplittingProps {
  readonly element: Element;
  readonly rows: readonly Row[];
  readonly onDecided: (decided: Decided) => void;
}

function Splitting({ element, rows, onDecided }: SplittingProps) {
  const say = useText();
  const { language } = useReading();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const changed = useRegistryChanged();
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const [key] = useState(() => crypto.randomUUID());
  const chosen = rows.filter((row) => leaving.has(keyOf(row))).map(({ file, sheet, row }) => ({ file, sheet, row }));
  const asked = { params: { community, element: element.id }, body: { rows: chosen } };
  const ready = chosen.length > 0 && chosen.length < rows.length;
  const preview = useQuery({
    queryKey: ["split preview", community, element.id, element.version, [...leaving].sort(), purpose],
    queryFn: ({ signal }) => ask("POST /api/v1/communities/{community}/elements/{element}/split-preview", { ...asked, signal }),
    enabled: ready,
    gcTime: 0,
  });
  const split = useMutation({
    mutationFn: () => ask("POST /api/v1/communities/{community}/elements/{element}/split", { ...asked, key: `${key}-${chosen.length}` }),
    onSuccess: (decided) => {
      changed();
      onDecided(decided);
    },
  });
  const toggle = (row: Row) =>
    setLeaving((before) => new Set(before.has(keyOf(row)) ? [...before].filter((each) => each !== keyOf(row)) : [...before, keyOf(row)]));
  return (
    <>
      <fieldset className="identity-rows">
        <legend>{say("split.rows")}</legend>
        {rows.map((row) => (
          <label key={keyOf(row)}>
            <input type="checkbox" checked={leaving.has(keyOf(row))} onChange={() => toggle(row)} />
            <span>
              {wordsIn(language, row.department)} · {row.file}
              <span className="faint digits">
                {[row.sheet, say("origin.row", { row: row.row }), row.date].filter((part) => part !== "").join(" · ")}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {ready && preview.isPending && <PageWaiting />}
      {ready && preview.data && (
        <div className="identity-sides">
          <IdentityPreview title={say("split.staying")} previewed={preview.data.staying} />
          <IdentityPreview title={say("split.leaving")} previewed={preview.data.leaving} />
        </div>
      )}
      {(preview.error ?? split.error) && <Refusal error={preview.error ?? split.error} />}
      <div className="edit-actions">
        <button
          type="button"
          className="button primary"
          disabled={!ready || !preview.data || split.isPending}
          onClick={() => split.mutate()}
        >
          {say("split.do")}
        </button>
      </div>
    </>
  );
}

function keyOf({ file, sheet, row }: Row): string {
  return JSON.stringify([file, sheet, row]);
}

/** A row that speaks of the element in two roles leaves whole. */
function distinct(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}
