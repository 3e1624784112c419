import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { TOGETHER } from './docker-options.ts';
import { startTapped } from './tapped.ts';

const run = promisify(execFile);
const END = '--- end of what one option shows';

test('docker run with many options at once: a program sees each', {
  timeout: 170_000,
}, async () => {
  const tapped = await startTapped('reference');
  const folder = await mkdtemp(path.join(tmpdir(), 'refpod-options-'));
  try {
    const options = Object.entries(TOGETHER);
    const words = options.flatMap(([name, { words: values }]) => [`--${name}`, ...values]);
    const script = options.map(([, { look }]) => `${look}; echo "${END}"`).join('\n');
    const command = ['run', '--rm', ...words, 'localhost/busybox', 'sh', '-c', script];
    const { stdout } = await run('docker', command, {
      env: { ...process.env, HOME: folder, DOCKER_HOST: `unix://${tapped.socketPath}` },
    });
    const seen = stdout.split(`${END}\n`);
    for (const [at, [name, { sees }]] of options.entries()) {
      assert.match(seen[at]!.trim(), sees, `--${name}`);
    }
  } finally {
    await tapped.close();
    await rm(folder, { recursive: true });
  }
});
