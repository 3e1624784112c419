/** One command of `refpod`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The options, as `--help` shows them. */
  readonly help: string;
  /** Runs to its end; returns the exit code. Throws UsageError for wrong arguments. */
  readonly run: (args: string[]) => Promise<number>;
}

export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** The command line is wrong; the message says what is. */
export class UsageError extends Error {}

/** Runs `parseArgs`, turning its complaints into UsageError. */
export function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
