/**
 * `leak-check.ts COMMAND...` runs the command and exits with its code; where the command left
 * something on the host that was not there before, it names each and fails. Silent otherwise.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { settledLeftovers, snapshot } from './leaks.ts';

const [program, ...args] = process.argv.slice(2);
if (program === undefined) throw new Error('usage: leak-check.ts COMMAND...');

const before = snapshot();
const [code] = await once(spawn(program, args, { stdio: 'inherit' }), 'exit');
const left = await settledLeftovers(before);
if (left.length > 0) {
  console.error(`\nThe run left ${left.length} things behind:`);
  for (const thing of left) console.error(`  ${thing}`);
}
process.exitCode = code !== 0 ? (code ?? 1) : left.length > 0 ? 1 : 0;
