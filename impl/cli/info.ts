import { parseArgs } from 'node:util';
import { EXIT, parsed } from './command.ts';
import type { Command } from './command.ts';
import { checkHost } from './host-checks.ts';

export const info: Command = {
  name: 'info',
  summary: 'print what this host offers and what is missing',
  help: `Usage: refpod info [--json]

  --json   for programs

Exits with 1 when something is missing that no container can run without.`,

  async run(args) {
    const { values } = parsed(() => parseArgs({ args, options: { json: { type: 'boolean' } } }));
    const checks = await checkHost();
    if (values.json === true) {
      process.stdout.write(`${JSON.stringify(checks, null, 2)}\n`);
    } else {
      const width = Math.max(...checks.map((check) => check.name.length));
      for (const check of checks) {
        const mark = check.ok ? 'ok     ' : 'missing';
        const without = check.ok ? '' : ` – without it: ${check.without}`;
        process.stdout.write(`${mark}  ${check.name.padEnd(width)}  ${check.found}${without}\n`);
      }
    }
    return checks.every((check) => check.ok || !check.essential) ? EXIT.done : EXIT.failed;
  },
};
