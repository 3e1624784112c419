import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { measure } from './measure.ts';
import { TargetMissing } from './target.ts';
import type { Target } from './target.ts';

const run = promisify(execFile);
const script = path.join(import.meta.dirname, '../../ci/peers');

/** A real engine in namespaces of its own; `ci/peers` knows which there are and where they come from. */
function peer(engine: string, criu = false): Target {
  return {
    name: engine,
    async start() {
      const folder = await mkdtemp(path.join(tmpdir(), `refpod-target-${engine}-`));
      const ask = async (...args: string[]) => (await run(script, args)).stdout.trim();
      const stop = async () => void (await ask('stop', folder));
      const url = await ask('start', engine, folder).catch(async (error: { stderr?: string }) => {
        await stop();
        const reason = error.stderr?.trim() ?? 'no reason given';
        throw new TargetMissing(`${engine} cannot be started: ${reason}`);
      });
      return {
        name: engine,
        url,
        facts: await measure(url, ['local-registry', ...(criu ? (['checkpoint'] as const) : [])]),
        inside: [script, 'exec', folder],
        memory: async () => Number(await ask('memory', folder)),
        stop,
      };
    },
  };
}

/**
 * Podman 4.3.1 of this host, 3.0.1 of Debian 11, 5.4.2 and Docker 26.1.5 of Debian 13, and our own
 * daemon there, where CRIU works.
 */
export const peers: readonly Target[] = [
  peer('podman'),
  peer('podman3'),
  peer('podman5', true),
  peer('docker'),
  peer('refpod', true),
];
