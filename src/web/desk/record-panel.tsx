/** A row as a department delivered it. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client.ts";
import { usePurpose } from "../api/purpose.ts";
import { useCommunity } from "./community.ts";
import { PageFailure, PageWaiting } from "./page-states.tsx";
import { Panel } from "./panel.tsx";
import { useText } from "./text.ts";
import "./panels.css";

export function RecordPanel({ record, onClose }: { readonly record: string | null; readonly onClose: () => void }) {
  const say = useText();
  return (
    <Panel title={say("record.title")} open={record !== null} onClose={onClose} place="side">
      {record !== null && <RecordCells record={record} />}
    </Panel>
  );
}

function RecordCells({ record }: { readonly record: string }) {
  const say = useText();
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const { data, error, isPending } = useQuery({
    queryKey: ["record", community, record, purpose],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/records/{record}", { params: { community, record }, signal }),
  });
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} />;
  return (
    <div className="record">
      <p>
        <strong>{data.file}</strong>
        {data.sheet !== "" && <span className="soft"> · {data.sheet}</span>}
        <span className="soft digits"> · {say("origin.row", { row: data.row })}</span>
      </p>
      <table>
        <tbody>
          {data.cells
            .filter((cell) => cell.text !== "" || cell.header !== "")
            .map((cell) => (
              <tr key={cell.column}>
                <td className="faint digits ltr">{cell.column}</td>
                <th scope="row">{cell.header}</th>
                <td className="digits">{cell.masked ? <span className="faint">{cell.text}</span> : cell.text}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
