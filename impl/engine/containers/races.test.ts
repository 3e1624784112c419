import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { RefpodError } from '../../errors.ts';
import { processStart } from '../../runtime/processes.ts';
import { TestEngine } from '../test-support.ts';

describe('verbs at the same time on one container', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  const tree = 'libpod';
  const verbs = {
    start: (id) => host.containers.start(id, tree),
    stop: (id) => host.containers.stop(id, { tree, timeout: 1 }),
    kill: (id) => host.containers.kill(id, { tree }),
    pause: (id) => host.containers.pause(id, tree),
    unpause: (id) => host.containers.unpause(id, tree),
    restart: (id) => host.containers.restart(id, { tree, timeout: 0 }),
    rename: (id) => host.containers.rename(id, `n${Math.random().toString(36).slice(2)}`),
    remove: (id) => host.containers.remove(id, { tree, force: false, volumes: true }),
    forceRemove: (id) => host.containers.remove(id, { tree, force: true, volumes: true }),
    init: (id) => host.containers.init(id),
    inspect: (id) => host.containers.inspect(id),
    list: () => host.containers.list({ tree, all: true, filters: {}, size: false }),
    prune: () => host.containers.prune({}),
  } satisfies Record<string, (id: string) => Promise<unknown>>;
  const names = Object.keys(verbs) as (keyof typeof verbs)[];

  /** The record says what the kernel says, and an ended container holds nothing. */
  async function checkConsistent(id: string): Promise<void> {
    const known = await host.engine.runtime.state(id);
    const mounted = host.engine.storage.layers.isMounted(id);
    if (!host.containers.exists(id)) {
      assert.equal(known, undefined);
      assert.equal(mounted, false);
      assert.equal(existsSync(join(host.root, 'run', 'containers', id)), false);
      return;
    }
    const { status, pid } = host.containers.view(id).state;
    if (status === 'created' || status === 'exited') {
      assert.equal(known, undefined, `${status}, but the runtime knows it`);
      assert.equal(mounted, false);
      assert.equal(pid, 0);
    } else {
      const expected = { initialized: 'created', running: 'running', paused: 'paused' };
      assert.equal(known?.status, expected[status as keyof typeof expected], status);
      assert.ok(processStart(pid));
      assert.equal(mounted, true);
    }
  }

  test('none hangs, none fails but by its rules, and what remains is whole', async () => {
    const plan = fc.array(fc.constantFrom(...names), { minLength: 2, maxLength: 6 });
    const until = Date.now() + 15_000;
    await fc.assert(
      fc.asyncProperty(plan, fc.boolean(), async (calls, running) => {
        if (Date.now() > until) return;
        const id = await host.create(['sleep', '1000']);
        if (running) await host.containers.start(id, tree);
        const outcomes = await Promise.allSettled(calls.map((name) => verbs[name](id)));
        for (const outcome of outcomes) {
          if (outcome.status === 'fulfilled') continue;
          const { reason } = outcome as { reason: unknown };
          assert.ok(reason instanceof RefpodError, String((reason as Error).stack));
          assert.match(`${reason.status} ${reason.rootCause}`, /^30|^40|improper/);
        }
        await checkConsistent(id);
        await host.remove(id);
        await checkConsistent(id);
      }),
      {
        numRuns: 25,
        examples: [
          // One that stops was paused, and then started beside its run.
          [['stop', 'start', 'pause'], true],
          // One that was killed was paused before it could die, and stayed so.
          [['kill', 'pause'], true],
        ],
      },
    );
  });

  test('one of many creates gets the name, one of many starts starts', async () => {
    const creates = await Promise.allSettled(
      Array.from({ length: 5 }, () => host.create(['sleep', '1000'], { name: 'wanted' })),
    );
    const made = creates.filter(({ status }) => status === 'fulfilled');
    assert.equal(made.length, 1);
    const starts = await Promise.allSettled(
      Array.from({ length: 5 }, () => host.containers.start('wanted', tree)),
    );
    assert.equal(starts.filter(({ status }) => status === 'fulfilled').length, 1);
    const { id } = host.containers.view('wanted');
    const removes = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        host.containers.remove('wanted', { tree, force: true, volumes: true }),
      ),
    );
    assert.ok(removes.every(({ status }) => status === 'fulfilled'));
    await checkConsistent(id);
  });
});
