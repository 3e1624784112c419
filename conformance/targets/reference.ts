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
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const exit = once(daemon, 'exit');
    await Promise.race([
      untilListening(daemon.stdout),
      exit.then(() => {
        throw new TargetMissing('the daemon ended before it listened');
      }),
    ]);
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

/** The daemon says one line per socket once it serves it. */
async function untilListening(output: NodeJS.ReadableStream): Promise<void> {
  for await (const line of createInterface(output)) if (line.includes('listening')) return;
}

/** proc(5): VmRSS in `status`, in kibibytes. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}
