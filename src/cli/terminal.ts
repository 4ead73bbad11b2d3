/** What a command may touch of the outside world: where it writes, whether anybody watches, and how it asks. */
import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";

/** Colours; every function gives its text back unchanged where colours are not wanted. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export interface Terminal {
  /** Writes the result (stdout), with a line break. */
  readonly out: (line: string) => void;
  /** Writes a message that is not the result (stderr), with a line break. */
  readonly err: (line: string) => void;
  /** Writes over the current line of stderr; does nothing in a pipe. */
  readonly status: (line: string) => void;
  /** Somebody sits there who can answer. */
  readonly interactive: boolean;
  /** Stderr is a terminal: progress can be shown. */
  readonly watched: boolean;
  /** Cells of a line of stdout; Infinity in a pipe. */
  readonly width: number;
  /** Cells of a line of stderr. */
  readonly statusWidth: number;
  readonly paint: Paint;
  readonly paintMessage: Paint;
  /** Asks on stderr; null when the answerer closes the input (Ctrl-D). Only where `interactive`. */
  readonly ask: (question: string) => Promise<string | null>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function paintWith(enabled: boolean): Paint {
  const colour =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      enabled && text !== "" ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: colour("bold"),
    dim: colour("dim"),
    red: colour("red"),
    green: colour("green"),
    yellow: colour("yellow"),
    cyan: colour("cyan"),
  };
}

/** Colours are for terminals, never where NO_COLOR is set (no-color.org); FORCE_COLOR asks for them in a pipe. */
export function coloursWanted(isTerminal: boolean, environment: Environment): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR && environment.FORCE_COLOR !== "0") return true;
  return isTerminal && environment.TERM !== "dumb";
}

/** The terminal of this process. */
export function processTerminal(environment: Environment): Terminal {
  const { stdin, stdout, stderr } = process;
  const watched = Boolean(stderr.isTTY) && environment.TERM !== "dumb";
  const statusWidth = stderr.columns ?? 80;
  let statusShown = false;
  const clear = () => {
    if (statusShown) stderr.write("\r\u001b[K");
    statusShown = false;
  };
  return {
    out: (line) => {
      clear();
      stdout.write(`${line}\n`);
    },
    err: (line) => {
      clear();
      stderr.write(`${line}\n`);
    },
    status: (line) => {
      if (!watched) return;
      clear();
      stderr.write(line);
      statusShown = line !== "";
    },
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    watched,
    width: stdout.isTTY ? (stdout.columns ?? 80) : Number.POSITIVE_INFINITY,
    statusWidth,
    paint: paintWith(coloursWanted(Boolean(stdout.isTTY), environment)),
    paintMessage: paintWith(coloursWanted(Boolean(stderr.isTTY), environment)),
    ask: async (question) => {
      clear();
      const lines = createInterface({ input: stdin, output: stderr });
      // Ctrl-C while a question waits is the same Ctrl-C as elsewhere.
      lines.on("SIGINT", () => process.emit("SIGINT"));
      const closed = new Promise<null>((resolve) => lines.once("close", () => resolve(null)));
      try {
        return await Promise.race([lines.question(question), closed]);
      } finally {
        lines.close();
      }
    },
  };
}
