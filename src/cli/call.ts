/** One run of one command: who asked, in which language, and the world it runs in. */
import type { Language } from "#vocabulary/contract";
import type { ExitCode } from "./exit-code.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import type { Terminal } from "./terminal.ts";

/** The world that a command line runs in. Tests give another one. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The account that runs the command: the actor unless `--actor` says otherwise. */
  readonly account: string;
  /** The day of the run (ISO), by this machine's clock. */
  readonly today: string;
  /** Opens the database and the rooms above it; loaded only when a command needs it. */
  readonly open: (language: Language, note: (line: string) => void) => Promise<Operations>;
  /** Runs the `start` command, which serves until it is stopped. */
  readonly serve: (options: ServeOptions) => Promise<ExitCode>;
}

export interface ServeOptions {
  readonly language: Language;
  readonly port?: number;
  readonly host?: string;
  readonly samples: boolean;
}

export interface Call extends Omit<Surroundings, "open" | "serve"> {
  readonly language: Language;
  readonly say: Say;
  /** One JSON object on stdout instead of words. */
  readonly json: boolean;
  /** Opens the database once; later calls give the same. It is closed when the command ends. */
  readonly open: () => Promise<Operations>;
  /** What Ctrl-C says; a command that is about to change something says that it was not changed. */
  readonly interruption: { words: string; stopped: boolean };
}

/** Options of every command that touches people. */
export interface PeopleOptions {
  readonly community?: string;
  readonly actor?: string;
  readonly purpose?: string;
  readonly json?: boolean;
}
