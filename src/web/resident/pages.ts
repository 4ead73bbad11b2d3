import type { ResidentKey } from "../texts/resident/en.ts";
import type { IconName } from "./icon.tsx";

interface PageLine {
  readonly path: "/my/data" | "/my/home" | "/my/forms" | "/my/readings" | "/my/corrections" | "/my/account";
  readonly label: ResidentKey;
  readonly icon: IconName;
  /** What it is for, until it is known where it stands. */
  readonly hint: ResidentKey;
}

/** What a resident can do here, in the order in which it is offered. */
export const pages: readonly PageLine[] = [
  { path: "/my/data", label: "my.title", icon: "data", hint: "data.hint" },
  { path: "/my/home", label: "home.title", icon: "home", hint: "home.hint" },
  { path: "/my/forms", label: "forms.title", icon: "forms", hint: "forms.hint" },
  { path: "/my/readings", label: "my.readings", icon: "readings", hint: "readings.hint" },
  { path: "/my/corrections", label: "corrections.title", icon: "corrections", hint: "corrections.hint" },
  { path: "/my/account", label: "account.title", icon: "account", hint: "account.hint" },
];
