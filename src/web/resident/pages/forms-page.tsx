/** The application forms that I can fill for myself. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client.ts";
import { Icon } from "../icon.tsx";
import { Link } from "../navigation.tsx";
import { PageHead } from "../page-head.tsx";
import { Failure, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";
import { Told } from "../told.tsx";

export function Page() {
  const say = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["forms"],
    queryFn: ({ signal }) => ask("GET /api/v1/self/forms", { signal }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("forms.title")} intro={say("forms.intro")} />
      {data.items.length === 0 && <p className="card my-card soft">{say("forms.none")}</p>}
      <ul className="my-tiles">
        {data.items.map(({ key, title, department }) => (
          <li key={key}>
            <Link to={`/my/forms/${encodeURIComponent(key)}`} className="card my-tile">
              <span className="my-tile-icon">
                <Icon name="forms" />
              </span>
              <span className="my-tile-words">
                <strong>
                  <Told words={title} />
                </strong>
                <span className="soft">
                  <Told words={department} />
                </span>
              </span>
              <Icon name="onward" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
