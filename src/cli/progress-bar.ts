/** Shows how far an import is: one line of stderr, drawn over itself, and nothing at all in a pipe. */
import type { ImportProgress } from "#registry/contract";
import type { Call } from "./call.ts";
import { cutToWidth, displayWidth, printable } from "./display-width.ts";

const BAR_CELLS = 24;
/** Oftener than this nobody can read it. */
const REDRAW_MS = 80;

export function progressBar(call: Call): { readonly show: (progress: ImportProgress) => void; readonly clear: () => void } {
  const { terminal, say } = call;
  const paint = terminal.paintMessage;
  let drawnAt = 0;
  let stageDrawn = "";
  return {
    show: (progress) => {
      if (!terminal.watched) return;
      const now = Date.now();
      if (now - drawnAt < REDRAW_MS && progress.stage === stageDrawn) return;
      drawnAt = now;
      stageDrawn = progress.stage;
      const share = Math.min(1, Math.max(0, progress.share));
      const full = Math.round(share * BAR_CELLS);
      const percent = `${Math.floor(share * 100)}%`.padStart(4);
      const words = say("progress.line", { stage: say(`progress.${progress.stage}`), rows: progress.rows, file: printable(progress.file) });
      const room = terminal.statusWidth - BAR_CELLS - displayWidth(percent) - 4;
      terminal.status(
        `${paint.cyan("█".repeat(full))}${paint.dim("░".repeat(BAR_CELLS - full))} ${percent}  ${cutToWidth(words, Math.max(0, room))}`,
      );
    },
    clear: () => terminal.status(""),
  };
}
