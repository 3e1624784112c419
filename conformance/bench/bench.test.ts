import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bars, judge, median, ratio } from './bars.ts';
import { cases } from './cases.ts';
import type { Case } from './cases.ts';
import type { Engine } from './engine.ts';
import { markdown } from './report.ts';
import { measureAll } from './run.ts';
import type { Figures, Results } from './run.ts';

function results(name: string, medians: Record<string, Figures>): Results {
  return new Map([[name, new Map(Object.entries(medians))]]);
}

const samples = (...values: number[]): Figures => ({ samples: values });

test('a median is the middle sample, or the mean of the two middle ones', () => {
  const of = (figures: Figures) => median(results('x', { e: figures }), 'x', 'e');
  assert.equal(of(samples(9, 1, 2)), 2);
  assert.equal(of(samples(9, 1, 2, 4)), 3);
  assert.equal(of(samples()), undefined);
  assert.equal(of({ failure: 'no' }), undefined);
});

test('a bar compares with the fastest real engine that has a figure', () => {
  const bar = { case: 'x', timesFasterThan: 'fastest', factor: 2 } as const;
  const verdict = (mine: Figures) =>
    judge(
      bar,
      results('x', {
        reference: mine,
        podman: samples(100),
        podman5: samples(60),
        docker: { failure: 'no' },
      }),
    ).verdict;
  assert.equal(verdict(samples(30)), 'pass');
  assert.equal(verdict(samples(31)), 'miss');
  assert.equal(verdict({ failure: 'crashed' }), 'miss');
  assert.equal(ratio(results('x', { reference: samples(20), podman: samples(60) }), 'x'), 3);
});

test('a bar whose engines were not in the run is not judged', () => {
  const bar = { case: 'x', timesFasterThan: 'docker', factor: 1 } as const;
  assert.equal(judge(bar, results('x', { reference: samples(1) })).verdict, 'unjudged');
  assert.equal(judge(bar, results('x', { docker: samples(1) })).verdict, 'unjudged');
  assert.equal(judge(bar, results('y', {})).verdict, 'unjudged');
});

test('every bar is of a case that is measured', () => {
  const names = cases.map(({ name }) => name);
  for (const bar of bars) assert.ok(names.includes(bar.case), bar.case);
});

test('engines are measured in turn, warmed up, cleaned; one that fails does not stop the others', async () => {
  const log: string[] = [];
  const engine = (name: string) =>
    ({ target: { name }, discard: async (id: string) => void log.push(id) }) as unknown as Engine;
  const one: Case = {
    name: 'one',
    title: 'One thing',
    unit: 'ms',
    samples: 2,
    prepare: async ({ target }) => [`${target.name}-container`],
    async measure({ target }) {
      log.push(target.name);
      if (target.name === 'bad') throw new Error('out of order');
      return log.length;
    },
  };
  const measured = await measureAll([one], ['good', 'bad', 'fine'].map(engine), 1, () => {});
  assert.equal(
    log.join(' '),
    'good bad fine fine good fine good good-container bad-container fine-container',
  );
  assert.deepEqual(Object.fromEntries(measured.get('one')!), {
    good: { samples: [5, 7] },
    bad: { failure: 'out of order' },
    fine: { samples: [4, 6] },
  });
  const report = markdown([one], [{ name: 'good', product: 'Good 1.0' }], measured);
  assert.match(report, /\| case \| Good 1\.0 \| ratio \|/);
  assert.match(report, /- bad failed one: out of order/);
});
