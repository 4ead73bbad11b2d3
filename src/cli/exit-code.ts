/**
 * What the number that a command ends with means, so that a script can act on it without reading words.
 * docs/errors.md, section "Exit codes", repeats this table.
 */
export const ExitCode = {
  /** Done. Problems found in delivered cells do not change this: they are reported, not failures of the command. */
  ok: 0,
  /** A bug in Weinao: the details are on stderr and worth a report. */
  bug: 1,
  /** The command line cannot be understood: unknown command or option, missing argument, value out of its choices. */
  usage: 2,
  /** What was given was read and refused: a file that is no sheet, an invalid community code, condition, mapping or form. */
  refused: 3,
  /** Nothing was found: no such community, person, record or delivery. */
  notFound: 4,
  /** Several were found where one is needed: they are listed. */
  ambiguous: 5,
  /** The data cannot be opened: database not reachable, locked, disk full, made by a newer version; master key missing or wrong. */
  database: 6,
  /** Some was done and some not: the other files of an import were taken in, the cells of a form left blank for lack of a template part. */
  partly: 7,
  /** The result cannot be written where it should go. */
  outputUnwritable: 8,
  /** The actor's role does not allow it. */
  forbidden: 9,
  /** Ctrl-C: stopped, and nothing was changed. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
