import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { measure } from './measure.ts';
import { TargetMissing } from './target.ts';
import type { Target } from './target.ts';

const launcher = path.join(import.meta.dirname, '../../impl/cli/refpod');

/** Of the daemon's log, this much is kept. */
const LOG = 4000;

/** Our own daemon on a private root, run root and socket. */
export const reference: Target = {
  name: 'reference',
  async start() {
    const folder = await mkdtemp(path.join(tmpdir(), 'refpod-target-reference-'));
    const url = `unix://${folder}/refpod.sock`;
    const daemon = spawn(
      launcher,
      [
        'serve',
        '--root',
        `${folder}/root`,
        '--runroot',
        `${folder}/run`,
        '--listen',
        url,
        '--time',
        '0',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const exit = once(daemon, 'exit');
    // Its log tells of every failure that a test provokes; only that of a failed start is of use.
    let log = '';
    daemon.stderr.on('data', (data: Buffer) => (log = (log + String(data)).slice(-LOG)));
    if (!(await listens(daemon.stdout))) {
      await exit;
      await rm(folder, { recursive: true, force: true });
      throw new TargetMissing(`the daemon ended before it listened: ${log.trim()}`);
    }
    return {
      name: 'reference',
      url,
      facts: await measure(url, ['shared-host', 'reachable-ports']),
      memory: () => residentBytes(daemon.pid!),
      async stop() {
        daemon.kill('SIGTERM');
        await exit;
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

/** The daemon says one line per socket once it serves it. @returns false when it ends before */
async function listens(output: NodeJS.ReadableStream): Promise<boolean> {
  for await (const line of createInterface(output)) if (line.includes('listening')) return true;
  return false;
}

/** proc(5): VmRSS in `status`, in kibibytes. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}
