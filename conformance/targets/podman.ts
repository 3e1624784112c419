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

/** This host's Podman as a private service (`ci/peers`). */
export const podman: Target = {
  name: 'podman',
  async start() {
    const folder = await mkdtemp(path.join(tmpdir(), 'refpod-target-podman-'));
    const url = await run(script, ['start', 'podman', folder]).then(
      ({ stdout }) => stdout.trim(),
      (error: { stderr?: string }) => {
        throw new TargetMissing(
          `podman cannot be started: ${error.stderr?.trim() ?? 'no reason given'}`,
        );
      },
    );
    const facts = await measure(url, ['shared-host']);
    return {
      name: 'podman',
      url,
      facts,
      inside: [script, 'exec', folder],
      stop: async () => void (await run(script, ['stop', folder])),
    };
  },
};
