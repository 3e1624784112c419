import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerState } from '../containers/view.ts';
import { podState } from './state.ts';

const cases: [string, ContainerState[]][] = [
  ['Created', []],
  ['Created', ['created', 'initialized']],
  ['Running', ['running', 'stopping']],
  ['Degraded', ['running', 'created']],
  ['Degraded', ['running', 'paused', 'exited']],
  ['Paused', ['paused', 'paused']],
  ['Exited', ['exited', 'restarting']],
  ['Stopped', ['exited', 'created']],
  ['Stopped', ['paused', 'exited']],
  ['Created', ['paused', 'created']],
  ['Running', ['running', 'removing']],
];

for (const [word, states] of cases) {
  test(`a pod of ${states.join(', ') || 'nothing'} is ${word}`, () => {
    assert.equal(podState(states), word);
  });
}
