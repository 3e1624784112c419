import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ExitFiles } from './exits.ts';
import { openRuntime } from './open.ts';
import type { Bundle } from './types.ts';

test('a container outlives the kill of its daemon, and its exit is there for the next one', async () => {
  const script = join(import.meta.dirname, 'orphan-parent.ts');
  const parent = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const { directory, bundle } = JSON.parse(line.toString()) as {
    directory: string;
    bundle: Bundle;
  };
  // First as a service manager would, then for good.
  process.kill(-(parent.pid ?? 0), 'SIGTERM');
  process.kill(-(parent.pid ?? 0), 'SIGKILL');
  await once(parent, 'exit');

  const runtime = await openRuntime({ runRoot: directory });
  const exits = new ExitFiles(join(directory, 'exits'));
  assert.equal((await runtime.state(bundle.id))?.status, 'running');
  assert.equal(await exits.read(bundle.id), undefined);
  const attachment = await runtime.attach(bundle.directory);
  await attachment.write(Buffer.from('\n'));
  const report = await exits.wait(bundle.id);
  assert.equal(report.exitCode, 9);
  assert.deepEqual(exits.list(), [bundle.id]);
  attachment.close();
  await runtime.delete(bundle.id);
  exits.close();
  runtime.close();
  await rm(directory, { recursive: true });
});
