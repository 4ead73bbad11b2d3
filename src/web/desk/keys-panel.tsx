/** Which keys a page knows, and whether they act. */
import type { DeskKey } from "../texts/desk/en.ts";
import { useKeysOn } from "./keys.ts";
import { Panel } from "./panel.tsx";
import { useText } from "./text.ts";
import "./keys-panel.css";

interface KeysPanelProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly keys: readonly { readonly keys: readonly string[]; readonly text: DeskKey }[];
}

export function KeysPanel({ open, onClose, keys }: KeysPanelProps) {
  const say = useText();
  const [on, setOn] = useKeysOn();
  return (
    <Panel title={say("keys.title")} open={open} onClose={onClose} place="middle">
      <dl className="keys">
        {keys.map((line) => (
          <div key={line.text}>
            <dt>
              {line.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{say(line.text)}</dd>
          </div>
        ))}
      </dl>
      <label className="keys-on">
        <input type="checkbox" checked={on} onChange={(event) => setOn(event.target.checked)} />
        <span>
          {say("keys.on")}
          <span className="soft">{say("keys.onHint")}</span>
        </span>
      </label>
    </Panel>
  );
}
