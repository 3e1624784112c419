import { readFileSync } from 'node:fs';
import { RefpodError } from '../errors.ts';
import { EXIT, UsageError } from './command.ts';
import type { Command } from './command.ts';

/** Loaded when asked for, so that `--help` does not load an engine. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  reload: async () => (await import('./reload.ts')).reload,
  info: async () => (await import('./info.ts')).info,
  operations: async () => (await import('./operations.ts')).operations,
  conform: async () => (await import('../../conformance/cli/index.ts')).conform,
  parity: async () => (await import('../../conformance/cli/index.ts')).parity,
  diff: async () => (await import('../../conformance/cli/index.ts')).diff,
  report: async () => (await import('../../conformance/cli/index.ts')).report,
  tap: async () => (await import('../../conformance/cli/index.ts')).tap,
};

/** Runs one command line (without `node` and the script); returns the exit code. */
export async function run(args: string[]): Promise<number> {
  const [name = '--help', ...rest] = args;
  process.stdout.on('error', () => {
    // Nobody reads any more (`| head`). A daemon has other things to do than to write.
    if (name !== 'serve') process.exit();
  });
  try {
    if (name === '--version') return print(`refpod ${version()}`);
    if (name === '--help' || name === '-h' || name === 'help') return print(await overview());
    const load = COMMANDS[name];
    if (load === undefined) throw new UsageError(`unknown command "${name}"`);
    const command = await load();
    if (rest.includes('--help') || rest.includes('-h')) return print(command.help);
    return await command.run(rest);
  } catch (error) {
    return complain(error);
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return EXIT.done;
}

/** What the user can mend is said in one line; anything else keeps its stack. */
function complain(error: unknown): number {
  const mendable = error instanceof UsageError || error instanceof RefpodError;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`refpod: ${mendable ? error.message : stack}\n`);
  if (!(error instanceof UsageError)) return EXIT.failed;
  process.stderr.write('See refpod --help.\n');
  return EXIT.usage;
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Usage: refpod <command> [options]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'refpod <command> --help shows its options; refpod --version the version.',
  ].join('\n');
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
