/** The jobs of `ci/parity`, and who tells of them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

interface Job {
  readonly name: string;
  readonly args: readonly string[];
}

/** Jobs at the same time: each mostly waits for its engine. */
const WORKERS = 2;
/** Of a job that did not hold, this many of the lines that say why are shown. */
const SHOWN = 40;
/** The slowest first, so that none is left alone at the end. */
const ENGINES = ['podman3', 'podman', 'podman5', 'reference', 'docker'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '30' },
    'no-save': { type: 'boolean', default: false },
  },
});
const engines = positionals.length > 0 ? positionals : ENGINES;
const startedAt = Date.now();
const bad: string[] = [];
const queue = [
  ...engines.map(contract),
  ...engines.filter((name) => name !== 'reference').map(parity),
];
const all = queue.length;
let done = 0;
await Promise.all(Array.from({ length: WORKERS }, work));
if (!values['no-save']) await refpod({ name: 'report', args: ['report', '--report', 'md:.'] });
say(bad.length === 0 ? 'everything holds' : `does not hold: ${bad.join(', ')}`);
process.exitCode = bad.length === 0 ? 0 : 1;

function contract(engine: string): Job {
  const save = values['no-save'] ? [] : ['--save'];
  return { name: `conform ${engine}`, args: ['conform', '--target', engine, ...save] };
}

function parity(engine: string): Job {
  const args = ['parity', 'reference', engine, '--seconds', values.seconds];
  return { name: `parity ${engine}`, args };
}

async function work(): Promise<void> {
  for (let job = queue.shift(); job; job = queue.shift()) {
    say(`${job.name}: begins`);
    const began = Date.now();
    const { code, lines } = await refpod(job);
    done += 1;
    const seconds = Math.round((Date.now() - began) / 1000);
    say(
      `${job.name}: ${code === 0 ? lines.at(-1) : `exit code ${code}`} (${seconds} s, ${done} of ${all})`,
    );
    if (code === 0) continue;
    bad.push(job.name);
    for (const line of lines.slice(0, SHOWN)) process.stdout.write(`    ${line}\n`);
  }
}

/** Runs it; collects its lines, of a conform run those that are not about what holds. */
async function refpod({ args }: Job): Promise<{ code: number; lines: string[] }> {
  const child = spawn('impl/cli/refpod', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  const [code] = (await once(child, 'close')) as [number | null];
  return {
    code: code ?? 1,
    lines: lines.filter((line) => line !== '' && !line.startsWith('expected-failure')),
  };
}

function say(text: string): void {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  process.stdout.write(`${clock.padStart(5)}  ${text}\n`);
}
