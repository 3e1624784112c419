import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerState, WaitCondition } from './view.ts';
import { Waiters } from './waiters.ts';

const at = (state: ContainerState, exitCode = 0) => ({ kind: 'state', state, exitCode }) as const;

async function outcome(promise: Promise<{ exitCode: number }>): Promise<number | 'pending'> {
  return Promise.race([
    promise.then(({ exitCode }) => exitCode),
    new Promise<'pending'>((resolve) => {
      setImmediate(() => resolve('pending'));
    }),
  ]);
}

test('conditions that hold already end at once', async () => {
  const cases: [WaitCondition, ContainerState, number | 'pending'][] = [
    ['not-running', 'created', 0],
    ['not-running', 'exited', 7],
    ['not-running', 'paused', 'pending'],
    ['not-running', 'restarting', 'pending'],
    ['exited', 'exited', 7],
    ['exited', 'created', 'pending'],
    ['running', 'running', -1],
    ['created', 'created', -1],
    ['next-exit', 'exited', 'pending'],
    ['removed', 'exited', 'pending'],
  ];
  for (const [condition, state, expected] of cases) {
    const wait = new Waiters().add([condition], at(state, state === 'exited' ? 7 : 0));
    assert.equal(await outcome(wait.result), expected, `${condition} in ${state}`);
  }
});

test('each waiter hears its own happening, several at once', async () => {
  const waiters = new Waiters();
  const next = waiters.add(['next-exit'], at('exited', 1));
  const removed = waiters.add(['removed'], at('exited', 1));
  const either = waiters.add(['paused', 'exited'], at('running'));
  waiters.tell({ kind: 'exit', exitCode: 3 });
  assert.equal(await outcome(next.result), 3);
  assert.equal(await outcome(either.result), 'pending');
  waiters.tell(at('exited', 3));
  assert.equal(await outcome(either.result), 3);
  waiters.tell({ kind: 'removed', exitCode: 3 });
  assert.equal(await outcome(removed.result), 3);
});

test('removal ends every wait: with the exit code, or with an error for states that never come', async () => {
  const waiters = new Waiters();
  const exit = waiters.add(['exited'], at('created'));
  const running = waiters.add(['running'], at('created'));
  const cancelled = waiters.add(['running'], at('created'));
  cancelled.cancel();
  waiters.tell({ kind: 'removed', exitCode: 0 });
  assert.equal(await outcome(exit.result), 0);
  await assert.rejects(running.result, /no such container/);
  assert.equal(await outcome(cancelled.result), 'pending');
});
