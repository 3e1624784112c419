import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { RuntimeError } from './runtime-error.ts';
import { isAlive, processStart } from './processes.ts';
import { TestRuntime } from './test-support.ts';

const run = promisify(execFile);

for (const name of ['crun', 'runc'] as const) {
  describe(`a container through conmon and ${name}`, () => suite(name));
}

function suite(name: 'crun' | 'runc') {
  let host: TestRuntime;
  before(async () => {
    host = await TestRuntime.open(name);
  });
  after(() => host.close());

  test('lives from create to delete and leaves nothing', async () => {
    const bundle = await host.bundle(['sh', '-c', 'echo out; exit 7']);
    const { pid, conmonPid } = await host.runtime.create(bundle);
    assert.deepEqual(await host.runtime.state(bundle.id), { status: 'created', pid });
    assert.ok(processStart(conmonPid));
    await host.runtime.start(bundle.id);
    const report = await host.exits.wait(bundle.id);
    assert.equal(report.exitCode, 7);
    assert.equal(report.oomKilled, false);
    assert.ok(Math.abs(report.finishedAt - Date.now()) < 5000);
    assert.match(readFileSync(bundle.logPath ?? '', 'utf8'), /^\S+ stdout F out\n$/);
    const cgroup = host.runtime.cgroupPath(bundle.id);
    assert.equal(cgroup, bundle.cgroupPath);
    await host.runtime.delete(bundle.id);
    assert.equal(await host.runtime.state(bundle.id), undefined);
    assert.deepEqual(await host.leftovers(), []);
    for (const { path } of host.runtime.layout.hierarchies) {
      assert.equal(existsSync(path + bundle.cgroupPath), false, path);
    }
  });

  test('a second run of the same bundle begins anew', async () => {
    const bundle = await host.run(['false']);
    assert.equal((await host.exits.wait(bundle.id)).exitCode, 1);
    await host.runtime.delete(bundle.id);
    await host.exits.forget(bundle.id);
    await host.runtime.create(bundle);
    assert.equal(await host.exits.read(bundle.id), undefined);
    await host.runtime.start(bundle.id);
    assert.equal((await host.exits.wait(bundle.id)).exitCode, 1);
    await host.runtime.delete(bundle.id);
  });

  for (const [args, failure, exitCode] of [
    [['nosuch'], 'not-found', 127],
    [['/etc/passwd'], 'permission', 126],
  ] as const) {
    test(`${args[0]} cannot be run: ${failure}`, async () => {
      const bundle = await host.bundle([...args]);
      await assert.rejects(host.runtime.create(bundle), (error) => {
        assert.ok(error instanceof RuntimeError);
        assert.equal(error.failure, failure);
        assert.equal(error.exitCode, exitCode);
        return true;
      });
      assert.deepEqual(await host.leftovers(), []);
      assert.deepEqual((await readdir(bundle.directory)).sort(), ['config.json', 'log']);
    });
  }

  test('who writes to pipes that an earlier daemon read is not held up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'refpod-pipes-'));
    await run('mkfifo', [join(folder, 'out'), join(folder, 'err')]);
    host.runtime.discardOutput(folder);
    await run('sh', ['-c', 'head -c 300000 /dev/zero >out; head -c 300000 /dev/zero >err'], {
      cwd: folder,
      timeout: 60_000,
    });
    rmSync(folder, { recursive: true });
  });

  test('signals reach process 1, and with `all` every process', async () => {
    const script = 'trap "exit 3" TERM; sleep 1000 & echo ready; wait';
    const bundle = await host.run(['sh', '-c', script]);
    await waitForLog(bundle.logPath ?? '', 'ready');
    assert.equal(host.runtime.processes(bundle.id).length, 2);
    await host.runtime.kill(bundle.id, 15);
    assert.equal((await host.exits.wait(bundle.id)).exitCode, 3);
    await host.runtime.kill(bundle.id, 15);
    await host.runtime.delete(bundle.id);

    const other = await host.run(['sh', '-c', 'trap "" TERM; sleep 1000']);
    await host.runtime.kill(other.id, 9, { all: true });
    assert.equal((await host.exits.wait(other.id)).exitCode, 137);
    await host.runtime.delete(other.id);
  });

  test('pause stops every process and resume lets them go on', async () => {
    const bundle = await host.run(['sleep', '1000']);
    await host.runtime.pause(bundle.id);
    assert.equal((await host.runtime.state(bundle.id))?.status, 'paused');
    await host.runtime.resume(bundle.id);
    assert.equal((await host.runtime.state(bundle.id))?.status, 'running');
    await host.runtime.pause(bundle.id);
    assert.equal((await host.remove(bundle)).exitCode, 137);
  });

  test('a running container is deleted only by force', async () => {
    const bundle = await host.run(['sleep', '1000']);
    const { pid } = (await host.runtime.state(bundle.id)) ?? { pid: 0 };
    const start = processStart(pid) ?? 0;
    await assert.rejects(host.runtime.delete(bundle.id), { status: 409 });
    await host.runtime.delete(bundle.id, { force: true });
    assert.equal(isAlive({ pid, start }), false);
    await host.exits.wait(bundle.id);
  });

  test('processes that outlive process 1 die with the delete', async () => {
    const bundle = await host.run(['sh', '-c', 'sleep 1000 & exit 0'], {}, ({ namespaces }) => {
      namespaces.pid = { mode: 'host' };
    });
    await host.exits.wait(bundle.id);
    const [orphan = 0] = host.runtime.processes(bundle.id);
    assert.ok(processStart(orphan));
    await host.runtime.delete(bundle.id);
    assert.equal(processStart(orphan), undefined);
    assert.deepEqual(host.runtime.processes(bundle.id), []);
  });

  test('a kill for want of memory is told', async () => {
    const hog = ['sh', '-c', 'x=a; while true; do x=$x$x; done'];
    const bundle = await host.run(hog, {}, ({ resources }) => {
      resources.memory = { limit: 16 * 1024 * 1024, swap: 16 * 1024 * 1024 };
    });
    const report = await host.exits.wait(bundle.id);
    assert.deepEqual([report.exitCode, report.oomKilled], [137, true]);
    await host.runtime.delete(bundle.id);
  });

  test('fifty containers at once', async () => {
    const bundles = await Promise.all(
      Array.from({ length: 50 }, (_, at) => host.run(['sh', '-c', `exit ${at}`])),
    );
    const reports = await Promise.all(bundles.map(({ id }) => host.exits.wait(id)));
    assert.deepEqual(
      reports.map(({ exitCode }) => exitCode),
      bundles.map((_, at) => at),
    );
    await Promise.all(bundles.map(({ id }) => host.runtime.delete(id)));
    assert.deepEqual(await host.leftovers(), []);
  });
}

/** Resolves once the log has this text. */
async function waitForLog(path: string, text: string): Promise<void> {
  const events = watch(path);
  if (readFileSync(path, 'utf8').includes(text)) return;
  for await (const _ of events) if (readFileSync(path, 'utf8').includes(text)) return;
}
