/** Who has read my data, what of it, and why. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ask, type Reply } from "../../api/client.ts";
import { languages, useReading, wordsIn } from "../../reading/reading.ts";
import type { ResidentKey } from "../../texts/resident/en.ts";
import { Failure, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";

type Reading = Reply<"GET /api/v1/self/readings">["items"][number];
const fieldsShown = 4;

export function Page() {
  const say = useText();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["readings"],
    queryFn: ({ pageParam, signal }) =>
      ask("GET /api/v1/self/readings", { query: pageParam === "" ? { limit: 20 } : { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  useEffect(() => {
    document.title = `${say("my.readings")} · ${say("app.name")}`;
  }, [say]);
  if (isPending) return <Waiting />;
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  return (
    <>
      <div>
        <h1>{say("my.readings")}</h1>
        <p className="soft">{say("readings.intro")}</p>
      </div>
      <section className="card my-card" aria-label={say("my.readings")}>
        {items.length === 0 ? (
          <p className="soft">{say("readings.none")}</p>
        ) : (
          <ul className="my-list">
            {items.map((reading, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end.
              <ReadingLine key={at} reading={reading} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say("readings.more")}
          </button>
        )}
      </section>
    </>
  );
}

function ReadingLine({ reading }: { readonly reading: Reading }) {
  const say = useText();
  const { language } = useReading();
  const { attributes, purpose, role, action, actor, at } = reading;
  const when = new Intl.DateTimeFormat(languages[language].tag, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
  const labels = attributes.map((label) => wordsIn(language, label));
  const fields = labels.slice(0, fieldsShown).join(say("list.comma"));
  const known = (key: string, fallback: ResidentKey) => {
    const text = say(key as ResidentKey);
    return text === key ? say(fallback) : text;
  };
  return (
    <li>
      <p className="my-when">{when}</p>
      <p>
        <strong>{role === "resident" ? say("readings.self") : known(`role.${role}`, "role.worker")}</strong>
        {role !== "resident" && (
          <span className="soft">
            {" "}
            <bdi>{actor}</bdi>
          </span>
        )}{" "}
        {known(`action.${action}`, "action.other")}
      </p>
      {role !== "resident" && (
        <p>
          {wordsIn(language, purpose) === "" ? say("readings.noPurpose") : say("readings.purpose", { purpose: wordsIn(language, purpose) })}
        </p>
      )}
      {fields !== "" && (
        <p className="soft">
          {say("readings.fields", {
            fields: labels.length > fieldsShown ? say("readings.moreFields", { fields, count: labels.length }) : fields,
          })}
        </p>
      )}
    </li>
  );
}
