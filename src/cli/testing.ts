/** A command line in a made world, for tests: what it wrote, what it was asked, what it ended with. */
import type { Surroundings } from "./call.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Operations } from "./operations.ts";
import { runCommandLine } from "./program.ts";
import { paintWith } from "./terminal.ts";

export interface MadeWorld {
  readonly operations?: Partial<Operations>;
  /** Opening fails with this. */
  readonly openFails?: Error;
  /** Opens the real rooms instead of the made operations. */
  readonly open?: Surroundings["open"];
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers of the worker at the terminal, in order; then Ctrl-D. None: a pipe. */
  readonly answers?: readonly string[];
  readonly width?: number;
  readonly serve?: Surroundings["serve"];
}

export interface Ran {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
  readonly questions: readonly string[];
  /** Names of the operations called, in order, with their arguments. */
  readonly calls: readonly (readonly [string, readonly unknown[]])[];
}

/** Runs a command line. Operations that the world lacks fail loudly when they are called; `close` always works. */
export async function run(words: readonly string[], world: MadeWorld = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const questions: string[] = [];
  const answers = [...(world.answers ?? [])];
  const calls: [string, readonly unknown[]][] = [];
  const operations = { close: async () => undefined, ...world.operations } as Operations;
  const recorded = new Proxy(operations, {
    get: (target, name: keyof Operations) => {
      if ((name as string) === "then") return undefined;
      return (...given: unknown[]) => {
        calls.push([name, given]);
        const operation = target[name] as ((...arguments_: unknown[]) => unknown) | undefined;
        if (operation === undefined) throw new Error(`the made world has no ${name}`);
        return operation(...given);
      };
    },
  });
  const running = runCommandLine(words, {
    terminal: {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      status: () => undefined,
      interactive: world.answers !== undefined,
      watched: false,
      width: world.width ?? Number.POSITIVE_INFINITY,
      statusWidth: 80,
      paint: paintWith(false),
      paintMessage: paintWith(false),
      ask: async (question) => {
        questions.push(question);
        return answers.shift() ?? null;
      },
    },
    environment: world.environment ?? {},
    account: "wang",
    today: "2025-06-30",
    open: async (language, note) => {
      if (world.openFails) throw world.openFails;
      return world.open === undefined ? recorded : world.open(language, note);
    },
    serve: world.serve ?? (async () => 0),
  });
  return { exitCode: await running.ended, out: out.join("\n"), err: err.join("\n"), questions, calls };
}

/** The arguments of the first call of an operation. */
export function argumentsOf(ran: Ran, operation: keyof Operations): readonly unknown[] {
  const call = ran.calls.find(([name]) => name === operation);
  if (call === undefined) throw new Error(`${operation} was not called`);
  return call[1];
}
