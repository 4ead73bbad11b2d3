/** Who has read my data, what of it, and why. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Reply } from "../../api/client.ts";
import type { ResidentKey } from "../../texts/resident/en.ts";
import { useFormats } from "../formats.ts";
import { PageHead } from "../page-head.tsx";
import { Failure, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";
import { Listed, Sentence, Told } from "../told.tsx";
import { useWords } from "../words.ts";

type Reading = Reply<"GET /api/v1/self/readings">["items"][number];
const fieldsShown = 4;
const pageSize = 20;

export function Page() {
  const say = useText();
  const { day } = useFormats();
  const [own, setOwn] = useState(false);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["readings", own],
    queryFn: ({ pageParam, signal }) =>
      ask("GET /api/v1/self/readings", { query: { limit: pageSize, own, ...(pageParam === "" ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  if (isPending) return <Waiting />;
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  const days = byDay(
    data.pages.flatMap((page) => page.items),
    day,
  );
  return (
    <>
      <PageHead title={say("my.readings")} intro={say("readings.intro")}>
        <div className="my-actions">
          <button type="button" className="button" aria-pressed={own} onClick={() => setOwn(!own)}>
            {say("readings.own")}
          </button>
        </div>
      </PageHead>
      {days.length === 0 && <p className="card my-card soft">{say("readings.none")}</p>}
      {days.map(([date, items]) => (
        <section key={date} className="card my-card" aria-label={date}>
          <h2>{date}</h2>
          <ul className="my-list">
            {items.map((reading, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end.
              <ReadingLine key={at} reading={reading} />
            ))}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <button type="button" className="button wide" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("readings.more")}
        </button>
      )}
    </>
  );
}

function byDay(items: readonly Reading[], day: (iso: string) => string): [string, Reading[]][] {
  const days = new Map<string, Reading[]>();
  for (const item of items) {
    const date = day(item.at);
    days.set(date, [...(days.get(date) ?? []), item]);
  }
  return [...days];
}

function ReadingLine({ reading }: { readonly reading: Reading }) {
  const say = useText();
  const { time, number } = useFormats();
  const { attributes, purpose, role, action, actor, at, self } = reading;
  const words = useWords();
  const fields = <Listed items={attributes.slice(0, fieldsShown).map(words)} comma={say("list.comma")} />;
  const known = (key: string, fallback: ResidentKey) => {
    const text = say(key as ResidentKey);
    return text === key ? say(fallback) : text;
  };
  return (
    <li className="my-reading">
      <p className="my-when digits">{time(at)}</p>
      <div>
        <p>
          <strong>{self ? say("readings.self") : known(`role.${role}`, "role.worker")}</strong>
          {!self && (
            <span className="soft">
              {" "}
              <bdi>{actor}</bdi>
            </span>
          )}{" "}
          {known(`action.${action}`, "action.other")}
        </p>
        {!self && role !== "resident" && (
          <p>
            {purpose.zh === "" ? (
              say("readings.noPurpose")
            ) : (
              <Sentence text={say("readings.purpose")} blanks={{ purpose: <Told words={purpose} /> }} />
            )}
          </p>
        )}
        {attributes.length > 0 && (
          <p className="soft">
            <Sentence
              text={say("readings.fields")}
              blanks={{
                fields:
                  attributes.length > fieldsShown ? (
                    <Sentence text={say("readings.moreFields", { count: number(attributes.length) })} blanks={{ fields }} />
                  ) : (
                    fields
                  ),
              }}
            />
          </p>
        )}
      </div>
    </li>
  );
}
