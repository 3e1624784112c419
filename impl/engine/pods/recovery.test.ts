import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Database } from '../../database.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import { TestEngine } from '../test-support.ts';
import { defaultSharing } from './config.ts';
import type { PodConfig } from './config.ts';

const script = fileURLToPath(new URL('busy-pods.ts', import.meta.url));

const config = (): PodConfig => ({
  labels: {},
  exitPolicy: 'continue',
  shared: [...defaultSharing],
  sharesParent: true,
  infra: { ...emptyContainerConfig('libpod'), namespaces: { network: { mode: 'none' } } },
});

const sleeper = (pod: string) => ({ pod, namespaces: {}, stopTimeout: 0 });

test('the next daemon finds pods as they were, and finishes their removal', async () => {
  const first = await TestEngine.open();
  const kept = await first.engine.pods.create(config());
  const member = await first.create(['sleep', '1000'], sleeper(kept));
  const going = await first.engine.pods.create(config());
  const gone = await first.create(['sleep', '1000'], sleeper(going));
  for (const pod of [kept, going]) await first.engine.pods.start(pod);
  const { pid } = first.containers.view(member).state;
  await first.engine.close();
  const database = new Database(join(first.root, 'root', 'refpod.db'));
  database.run("UPDATE pod SET stage = 'removing' WHERE id = ?", going);
  database.close();
  const second = await TestEngine.open(first.root);
  try {
    const { pods } = second.engine;
    assert.equal(pods.inspect(kept).state, 'Running');
    assert.equal(second.containers.view(member).state.pid, pid);
    assert.ok(!pods.exists(going));
    assert.ok(!second.containers.exists(gone));
    await pods.restart(kept);
    assert.equal(pods.inspect(kept).state, 'Running');
  } finally {
    await second.close();
  }
});

test('a restart policy starts what the container depends on first', async () => {
  const first = await TestEngine.open();
  const pod = await first.engine.pods.create(config());
  const restart = { policy: 'always' } as const;
  const member = await first.create(['sleep', '1000'], { ...sleeper(pod), restart });
  await first.engine.pods.start(pod);
  await first.engine.pods.kill(pod, 'KILL');
  await first.engine.close();
  const second = await TestEngine.open(first.root);
  try {
    await second.containers.startAtBoot();
    assert.equal(second.containers.view(member).state.status, 'running');
    assert.equal(second.engine.pods.inspect(pod).state, 'Running');
  } finally {
    await second.close();
  }
});

/** Runs a busy daemon and kills it after so many milliseconds of work. */
async function crash(root: string, group: string, after: number): Promise<void> {
  const words = ['--import', 'tsx', script, root, group];
  const daemon = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(daemon.stdout, 'data');
  await delay(after);
  daemon.kill('SIGKILL');
  await once(daemon, 'exit');
}

/** Every pod is whole, every container's pod is there, and nothing else has a control group. */
async function checkWhole(host: TestEngine, group: string): Promise<void> {
  const pods = host.engine.pods.list({});
  for (const { id, infra, members } of pods) {
    assert.ok(infra, `pod ${id} has its infra container`);
    assert.ok(members.every(({ state }) => ['created', 'running', 'exited'].includes(state)));
  }
  const all = { tree: 'libpod', all: true, filters: {}, size: false } as const;
  for (const { id, config: found } of await host.containers.list(all))
    assert.ok(
      pods.some((pod) => pod.id === found.pod),
      `container ${id} belongs to a pod`,
    );
  for (const { path } of host.engine.runtime.layout.hierarchies) {
    if (!existsSync(join(path, group))) continue;
    const groups = readdirSync(join(path, group)).filter((name) => /^\w{64}$/.test(name));
    for (const name of groups)
      assert.ok(
        pods.some(({ id }) => id === name),
        `${path} is clean`,
      );
  }
}

test('a daemon that dies at any moment leaves no half pod', async () => {
  const root = await mkdtemp(join(tmpdir(), 'refpod-engine-'));
  const group = `/${basename(root)}`;
  const moments = [60, 220];
  for (const after of moments) {
    await crash(root, group, after);
    const host = await TestEngine.open(root);
    try {
      await checkWhole(host, group);
      for (const { id } of host.engine.pods.list({}))
        await host.engine.pods.remove(id, { force: true });
    } finally {
      if (after === moments.at(-1)) {
        host.engine.runtime.removeGroup(group);
        await host.close();
      } else await host.engine.close();
    }
  }
});
