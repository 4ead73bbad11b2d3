/** How an element came to be what it is: rows that came in, values that gave way to others, merges and splits, the community's own word. */
import { EditOutlined, FileTextOutlined, SwapOutlined, SyncOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";
import { useReading, wordsIn } from "../reading/reading.ts";
import { useCommunity, useMay } from "./community.ts";
import { useTakingBack } from "./done.ts";
import type { Evidence } from "./evidence-panel.tsx";
import { useFactText } from "./fact.tsx";
import { useFormats } from "./formats.ts";
import { useStatedText } from "./stated.ts";
import { useText } from "./text.ts";

interface Entry {
  /** ISO day. */
  readonly at: string;
  readonly key: string;
  readonly icon: ComponentType;
  readonly what: ReactNode;
}

export function Timeline({ evidence, onOpenRow }: { readonly evidence: Evidence; readonly onOpenRow: (record: string) => void }) {
  const say = useText();
  const { day } = useFormats();
  const changes = useChanges(evidence);
  const entries: Entry[] = [
    ...evidence.rows.map((row) => ({
      at: row.date,
      key: `row ${row.record} ${row.role}`,
      icon: row.statement === undefined ? FileTextOutlined : EditOutlined,
      what: <RowEntry row={row} onOpenRow={onOpenRow} />,
    })),
    ...changes,
    ...evidence.events.map((event) => ({
      at: event.at.slice(0, 10),
      key: `${event.event} ${event.direction} ${event.element} ${event.at}`,
      icon: SwapOutlined,
      what: <EventEntry event={event} />,
    })),
  ].sort((left, right) => (left.at < right.at ? 1 : -1));
  return (
    <section>
      <h3>{say("evidence.timeline")}</h3>
      <ol className="timeline">
        {entries.map(({ at, key, icon: Icon, what }) => (
          <li key={key}>
            <span className="digits faint">{/^\d{4}-\d{2}-\d{2}$/.test(at) ? day(at) : at}</span>
            <span className="timeline-icon">
              <Icon />
            </span>
            <span>{what}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

type Row = Evidence["rows"][number];

function RowEntry({ row, onOpenRow }: { readonly row: Row; readonly onOpenRow: (record: string) => void }) {
  const say = useText();
  const { language } = useReading();
  const may = useMay();
  const takeBack = useTakingBack();
  const undoing = useMutation({ mutationFn: takeBack.statement });
  const statedText = useStatedText();
  const { stated, statement } = row;
  return (
    <>
      {wordsIn(language, row.department)} · {row.file}
      {!row.current && <span className="tag">{say("delivery.superseded")}</span>}
      <span className="faint">
        {stated === undefined
          ? [row.sheet, say("origin.row", { row: row.row }), say(`role.in.${row.role}` as "role.in.subject")]
              .filter((part) => part !== "")
              .join(" · ")
          : statedText(stated)}
      </span>
      <span className="timeline-actions">
        <button type="button" className="button quiet" onClick={() => onOpenRow(row.record)}>
          {say("origin.open")}
        </button>
        {statement !== undefined && may("registry:decide") && (
          <button type="button" className="button quiet" disabled={undoing.isPending} onClick={() => undoing.mutate(statement)}>
            {say("timeline.takeBack")}
          </button>
        )}
      </span>
    </>
  );
}

function EventEntry({ event }: { readonly event: Evidence["events"][number] }) {
  const say = useText();
  const { code: community } = useCommunity();
  return (
    <>
      {say(`event.${event.event}.${event.direction}`)}
      {/* Who was merged away leads here again: only a split leaves another to go to. */}
      {event.event === "split" && (
        <Link
          className="timeline-actions"
          to="/c/$community/element/$element"
          params={{ community, element: event.element }}
          preload={false}
        >
          {say("timeline.other")}
        </Link>
      )}
    </>
  );
}

/** Values that held until a later one came. */
function useChanges(evidence: Evidence): Entry[] {
  const say = useText();
  const { language } = useReading();
  const textOf = useFactText();
  return evidence.attributes.flatMap(({ attribute, label, masked, golden, others }) => {
    const text = ({ value, text: words }: (typeof others)[number]) => textOf({ attribute, value, text: words, masked });
    const [now] = golden;
    if (now === undefined) return [];
    return others.flatMap((past) =>
      past.validTo === undefined
        ? []
        : [
            {
              at: past.validTo,
              key: `change ${attribute} ${past.value}`,
              icon: SyncOutlined,
              what: say("timeline.change", { label: wordsIn(language, label), from: text(past), to: text(now) }),
            },
          ],
    );
  });
}
