import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processStart } from '../../runtime/processes.ts';
import { TestEngine } from '../test-support.ts';

const script = fileURLToPath(new URL('busy-daemon.ts', import.meta.url));

/** Runs a busy daemon and kills it after so many milliseconds of work. */
async function crash(root: string, after: number): Promise<void> {
  const daemon = spawn(process.execPath, ['--import', 'tsx', script, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(daemon, 'exit');
  const early = exit.then(([code]) => {
    throw new Error(`the daemon ended by itself, with ${String(code)}`);
  });
  await Promise.race([once(daemon.stdout, 'data'), early]);
  early.catch(() => undefined);
  await delay(after);
  daemon.kill('SIGKILL');
  await exit;
}

/** Pids of conmons that work for this root. */
async function conmons(root: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'latin1').catch(() => '');
    if (line.includes('conmon') && line.includes(root)) found.push(Number(name));
  }
  return found;
}

async function checkWhole(host: TestEngine): Promise<void> {
  const all = { tree: 'libpod', all: true, filters: {}, size: false } as const;
  const live: string[] = [];
  for (const { id, state } of await host.containers.list(all)) {
    const known = await host.engine.runtime.state(id);
    const isLive = state.status === 'running' || state.status === 'paused';
    assert.ok(isLive || ['created', 'exited'].includes(state.status), state.status);
    assert.equal(known?.status, isLive ? state.status : undefined);
    assert.equal(host.engine.storage.layers.isMounted(id), isLive);
    assert.equal(processStart(state.pid) !== undefined, isLive);
    if (!isLive) assert.equal(host.engine.network.reservation(id), undefined);
    if (isLive) live.push(id);
  }
  const folders = [join('run', 'oci'), join('run', 'exits')];
  for (const folder of folders) {
    for (const name of await readdir(join(host.root, folder))) {
      assert.ok(name.startsWith('.') || live.includes(name), `${folder}/${name}`);
    }
  }
  assert.equal((await conmons(host.root)).length, live.length);
}

test('a daemon that dies at any moment leaves what the next one can put in order', async () => {
  const root = await mkdtemp(join(tmpdir(), 'refpod-engine-'));
  for (const after of [20, 75, 140, 210]) {
    await crash(root, after);
    const host = await TestEngine.open(root);
    try {
      await checkWhole(host);
      const id = await host.run(['sleep', '1000']);
      await host.remove(id);
    } finally {
      if (after === 210) await host.close();
      else await host.engine.close();
    }
  }
});
