import { useText } from "../text.ts";
import type { ImportJob } from "./job.ts";

const tones: Readonly<Record<ImportJob["state"], string>> = {
  preparing: "look",
  waiting: "",
  running: "pine",
  done: "pine",
  failed: "wrong",
  interrupted: "wrong",
  undoing: "",
  undone: "",
};

export function StateTag({ state }: { readonly state: ImportJob["state"] }) {
  const say = useText();
  return <span className={`tag ${tones[state]}`}>{say(`import.state.${state}`)}</span>;
}
