/** The program: one command line of this process, with its terminal, its account and its signals. */
import { userInfo } from "node:os";
import { ExitCode } from "./exit-code.ts";
import { runCommandLine } from "./program.ts";
import { processTerminal } from "./terminal.ts";

/** Ctrl-C waits this long for the database to undo what was running, then ends anyway. */
const INTERRUPT_MS_MAX = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The account that runs the command; a number where the system has no name for it (as in some containers). */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}

/** Today by this machine's clock and time zone (ISO). */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// A reader that went away (`| head`) wants no more; that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(ExitCode.ok);
  throw error;
});
process.stderr.on("error", () => undefined);

let interrupted = false;
const onSignal = () => {
  // The second Ctrl-C does not wait: the database undoes an unfinished transaction by itself.
  if (interrupted) process.exit(ExitCode.interrupted);
  interrupted = true;
  setTimeout(() => process.exit(ExitCode.interrupted), INTERRUPT_MS_MAX).unref();
  void running.interrupt().finally(() => process.exit(ExitCode.interrupted));
};
for (const name of SIGNALS) process.on(name, onSignal);

const words = process.argv.slice(2);
const environment = process.env;
const running = runCommandLine(words, {
  terminal: processTerminal(environment),
  environment,
  account: accountName(),
  today: today(),
  open: async (language, note) => (await import("./open-operations.ts")).openOperations(language, note, environment),
  serve: async (options) => {
    // `start` serves until it is told to stop, and listens for the same signals itself.
    for (const name of SIGNALS) process.off(name, onSignal);
    return (await import("./start.ts")).start(options);
  },
});

const exitCode = await running.ended;
if (!interrupted) process.exitCode = exitCode;
