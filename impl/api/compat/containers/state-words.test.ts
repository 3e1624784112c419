import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ContainerView, StateView } from '../../../engine/containers/view.ts';
import { humanDuration, statusText } from './state-words.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

test('time spans in Docker’s words', () => {
  const cases: [span: number, words: string][] = [
    [-5, 'Less than a second'],
    [999, 'Less than a second'],
    [1500, '1 second'],
    [59 * SECOND, '59 seconds'],
    [60 * SECOND, 'About a minute'],
    [125 * SECOND, '2 minutes'],
    [HOUR, 'About an hour'],
    [1.6 * HOUR, '2 hours'],
    [47 * HOUR, '47 hours'],
    [3 * DAY, '3 days'],
    [20 * DAY, '2 weeks'],
    [100 * DAY, '3 months'],
    [800 * DAY, '2 years'],
  ];
  for (const [span, words] of cases) assert.equal(humanDuration(span), words);
});

suite('the STATUS column', () => {
  const now = 1_000_000;
  const text = (state: Partial<StateView>) =>
    statusText({ state } as Pick<ContainerView, 'state'> as ContainerView, now);
  const health = (status: 'starting' | 'healthy') => ({ status, failingStreak: 0, log: [] });
  const cases: [state: Partial<StateView>, words: string][] = [
    [{ status: 'created' }, 'Created'],
    [{ status: 'initialized' }, 'Created'],
    [{ status: 'running', startedAt: now - 5 * SECOND }, 'Up 5 seconds'],
    [
      { status: 'running', startedAt: now, health: health('starting') },
      'Up Less than a second (health: starting)',
    ],
    [
      { status: 'stopping', startedAt: now, health: health('healthy') },
      'Up Less than a second (healthy)',
    ],
    [{ status: 'paused', startedAt: now - 5 * SECOND }, 'Up 5 seconds (Paused)'],
    [{ status: 'exited', exitCode: 3, finishedAt: now - 5 * SECOND }, 'Exited (3) 5 seconds ago'],
    [
      { status: 'restarting', exitCode: 1, finishedAt: now - 5 * SECOND },
      'Restarting (1) 5 seconds ago',
    ],
    [{ status: 'removing' }, 'Removal In Progress'],
  ];
  for (const [state, words] of cases) test(words, () => assert.equal(text(state), words));
});
