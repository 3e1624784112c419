import { conformCommand } from './conform.ts';
import { reportCommand } from './report.ts';
import { tapCommand } from './tap.ts';

const commands: Record<string, (args: string[]) => Promise<number>> = {
  conform: conformCommand,
  report: reportCommand,
  tap: tapCommand,
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  process.stderr.write(`usage: refpod ${Object.keys(commands).join('|')} …; each takes --help\n`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await command(args);
  } catch (error) {
    process.stderr.write(
      `refpod ${name}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 2;
  }
}
