/** What goes to stderr, one line per entry, so that a supervisor (systemd, a shell) keeps it. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  /** `cause` is printed with its stack. */
  error(message: string, cause?: unknown): void;
  /** Whether debug lines are written; saves building them. */
  readonly debugging: boolean;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes entries of `level` and above. */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const bound = LOG_LEVELS.indexOf(level);
  const at = (entry: LogLevel) => (message: string) => {
    if (LOG_LEVELS.indexOf(entry) < bound) return;
    write(`${new Date().toISOString()} ${entry} ${message}\n`);
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error(message, cause) {
      at('error')(cause === undefined ? message : `${message}\n${describe(cause)}`);
    },
    debugging: bound === 0,
  };
}

/** The error with its stack and the chain of its causes. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const text = cause.stack ?? cause.message;
  return cause.cause === undefined ? text : `${text}\ncaused by ${describe(cause.cause)}`;
}

/** Says nothing; for tests and for parts that run without a daemon. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  debugging: false,
};
