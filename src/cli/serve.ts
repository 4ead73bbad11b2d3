/** `weinao start`: the database, the samples on the first run, and the web server, until Ctrl-C. */
import type { Command } from "commander";
import type { Language } from "#vocabulary/contract";
import type { Surroundings } from "./call.ts";
import { type Act, wholeNumber, withLanguageOption } from "./command-options.ts";
import type { Say } from "./language.ts";

interface StartOptions {
  readonly port?: number;
  readonly host?: string;
  readonly samples: boolean;
}

const PORT_MAX = 65_535;

export function defineServe(program: Command, say: Say, surroundings: Surroundings, language: Language, act: Act): void {
  withLanguageOption(program.command("start").summary(say("start.summary")).description(say("start.description")), say)
    .option("-p, --port <number>", say("start.port"), (text) => wholeNumber(text, undefined, 0, PORT_MAX))
    .option("--host <address>", say("start.host"))
    .option("--no-samples", say("start.noSamples"))
    .action((options: StartOptions) =>
      act(() =>
        surroundings.serve({
          language,
          samples: options.samples,
          ...(options.port === undefined ? {} : { port: options.port }),
          ...(options.host === undefined ? {} : { host: options.host }),
        }),
      ),
    );
}
