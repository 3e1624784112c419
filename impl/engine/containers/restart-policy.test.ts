import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyContainerConfig } from '../../container-config.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { newRecord } from './record.ts';
import type { ContainerRecord } from './record.ts';
import { backOff, wantsRestart, wantsStartAtBoot } from './restart-policy.ts';

function ended(restart: ContainerConfig['restart'], change: Partial<ContainerRecord> = {}) {
  const config = { ...emptyContainerConfig('compat'), restart };
  const made = { id: 'a', name: 'a', config, image: undefined, created: 1, mounts: [] };
  return { ...newRecord(made), state: 'exited', startedAt: 1, finishedAt: 2, ...change } as const;
}

test('which ends the policy answers with another start', () => {
  assert.equal(wantsRestart(ended({ policy: 'no' }, { exitCode: 1 })), false);
  for (const policy of ['always', 'unless-stopped'] as const) {
    assert.equal(wantsRestart(ended({ policy })), true);
    assert.equal(wantsRestart(ended({ policy }, { stoppedByUser: true })), false);
  }
  assert.equal(wantsRestart(ended({ policy: 'on-failure' })), false);
  assert.equal(wantsRestart(ended({ policy: 'on-failure' }, { exitCode: 1 })), true);
  const tries = { policy: 'on-failure', tries: 2 } as const;
  assert.equal(wantsRestart(ended(tries, { exitCode: 1, restartCount: 1 })), true);
  assert.equal(wantsRestart(ended(tries, { exitCode: 1, restartCount: 2 })), false);
});

test('what a new daemon starts', () => {
  const stopped = { stoppedByUser: true };
  assert.equal(wantsStartAtBoot(ended({ policy: 'always' }, stopped)), true);
  assert.equal(wantsStartAtBoot(ended({ policy: 'unless-stopped' }, stopped)), false);
  assert.equal(wantsStartAtBoot(ended({ policy: 'unless-stopped' })), true);
  assert.equal(wantsStartAtBoot(ended({ policy: 'always' }, { startedAt: 0 })), false);
  assert.equal(wantsStartAtBoot(ended({ policy: 'no' })), false);
});

test('the wait doubles to a minute, and a good run starts it over', () => {
  assert.equal(backOff(undefined, 5), 100);
  assert.equal(backOff(100, 5), 200);
  assert.equal(backOff(40_000, 5), 60_000);
  assert.equal(backOff(60_000, 10_000), 100);
});
