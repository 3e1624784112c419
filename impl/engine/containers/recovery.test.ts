import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ExitFiles } from '../../runtime/exits.ts';
import type { EngineEvent } from '../events/event.ts';
import { TestEngine } from '../test-support.ts';

const script = fileURLToPath(new URL('recovery-daemon.ts', import.meta.url));

interface Left {
  ids: Record<'created' | 'exited' | 'runs' | 'paused' | 'initialized' | 'ends', string> &
    Record<'endsRemoved' | 'always' | 'checked', string>;
  pids: Record<string, number>;
}

/** Starts a daemon, waits for its containers, and kills it with SIGKILL. */
async function killedDaemon(root: string): Promise<Left> {
  const daemon: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.ok(daemon.stdout);
  let output = '';
  for await (const chunk of daemon.stdout) {
    output += String(chunk);
    if (output.endsWith('\n')) break;
  }
  daemon.kill('SIGKILL');
  if (daemon.exitCode === null && daemon.signalCode === null) await once(daemon, 'exit');
  return JSON.parse(output) as Left;
}

describe('a daemon after one that was killed', () => {
  let host: TestEngine;
  let left: Left;
  let endedAt: number;

  before(async () => {
    const root = await mkdtemp(join(tmpdir(), 'refpod-engine-'));
    left = await killedDaemon(root);
    const { ids, pids } = left;
    const exits = new ExitFiles(join(root, 'run', 'exits'));
    for (const name of ['ends', 'endsRemoved', 'always'] as const) {
      process.kill(pids[name] ?? 0, 'SIGTERM');
      await exits.wait(ids[name]);
    }
    exits.close();
    endedAt = Date.now();
    await mkdir(join(root, 'run', 'containers', 'f'.repeat(64)));
    writeFileSync(join(root, 'run', 'exits', 'f'.repeat(64)), '0');
    host = await TestEngine.open(root);
  });
  after(() => host.close());

  const state = (id: string) => host.containers.view(id).state;

  test('the probe that ran is ended, and the schedule of health checks goes on', async () => {
    const { checked } = left.ids;
    const query = { replay: true, follow: true, signal: AbortSignal.timeout(60_000) };
    const matches = ({ id, action }: EngineEvent) => id === checked && action === 'health_status';
    for await (const event of host.engine.events.stream({ ...query, matches })) {
      assert.equal(event.attributes?.['healthStatus'], 'healthy');
      break;
    }
    const arguments_ = host.engine.runtime
      .processes(checked)
      .map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')[1]);
    assert.ok(arguments_.includes('1000') && !arguments_.includes('900'));
  });

  test('finds what never ran and what had ended as it was', () => {
    assert.equal(state(left.ids.created).status, 'created');
    assert.equal(state(left.ids.exited).status, 'exited');
    assert.equal(state(left.ids.exited).exitCode, 9);
  });

  test('what was mounted by hand is, of a container that runs besides its run', async () => {
    const { created, runs } = left.ids;
    for (const id of [created, runs]) assert.ok(id in host.containers.mounted(), id);
    assert.ok(!(left.ids.exited in host.containers.mounted()));
    await host.containers.unmount(created);
    await host.containers.unmount(runs);
    assert.ok(!(created in host.containers.mounted()));
    assert.ok(runs in host.containers.mounted());
  });

  test('finds the true end of what ended meanwhile', () => {
    const found = state(left.ids.ends);
    assert.equal(found.status, 'exited');
    assert.equal(found.exitCode, 4);
    assert.ok(found.finishedAt > found.startedAt && found.finishedAt <= endedAt);
    assert.equal(host.engine.network.reservation(left.ids.ends), undefined);
    assert.equal(host.containers.exists(left.ids.endsRemoved), false);
  });

  test('takes over what runs: same process, same address, every verb works', async () => {
    const { runs } = left.ids;
    assert.equal(state(runs).status, 'running');
    assert.equal(state(runs).pid, left.pids['runs']);
    const address = host.containers.view(runs).network.attachments['podman']?.ips[0]?.address;
    assert.ok(address);
    const other = await host.run(['sleep', '1000'], {
      namespaces: { network: { mode: 'bridge' } },
    });
    const others = host.containers.view(other).network.attachments['podman']?.ips[0]?.address;
    assert.notEqual(others, address);
    await host.remove(other);
    await assert.rejects(host.create(['true'], { name: 'runs' }), { status: 409 });
    await host.containers.stop('runs', { tree: 'libpod' });
    assert.equal(state(runs).exitCode, 4);
  });

  test('a paused one is paused still', async () => {
    assert.equal(state(left.ids.paused).status, 'paused');
    await host.containers.unpause(left.ids.paused, 'libpod');
    await host.containers.stop(left.ids.paused, { tree: 'libpod' });
    assert.equal(state(left.ids.paused).exitCode, 4);
  });

  test('an initialised one can be started', async () => {
    const { initialized } = left.ids;
    assert.equal(state(initialized).status, 'initialized');
    const wait = host.containers.wait(initialized, ['exited']);
    await host.containers.start(initialized, 'libpod');
    assert.deepEqual(await wait.result, { exitCode: 6 });
  });

  test('the restart policy is heeded', async () => {
    const running = host.containers.wait(left.ids.always, ['running']);
    await running.result;
    assert.notEqual(state(left.ids.always).pid, left.pids['always']);
  });

  test('what belongs to nobody is gone', async () => {
    const folders = [join('run', 'exits'), join('run', 'containers'), join('root', 'containers')];
    for (const folder of folders) {
      for (const name of await readdir(join(host.root, folder))) {
        assert.ok(host.containers.exists(name), `${folder}/${name}`);
      }
    }
  });
});
