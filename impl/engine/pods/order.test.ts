import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { backwards, forwards } from './order.ts';
import type { Member } from './order.ts';

/** Members that depend on earlier ones, in any order. */
const members = fc
  .array(fc.array(fc.nat({ max: 9 }), { maxLength: 3 }), { maxLength: 8 })
  .chain((edges) => {
    const made = edges.map((to, at): Member => {
      return { id: `m${at}`, dependencies: to.filter((one) => one < at).map((one) => `m${one}`) };
    });
    return fc.shuffledSubarray(made, { minLength: made.length });
  });

/** Notes who began and ended when. */
function notebook(fails: (id: string) => boolean) {
  const begun: string[] = [];
  const ended: string[] = [];
  const before = new Map<string, string[]>();
  const work = async (id: string): Promise<void> => {
    begun.push(id);
    before.set(id, [...ended]);
    await turn();
    ended.push(id);
    if (fails(id)) throw new Error(`${id} failed`);
  };
  return { begun, before, work };
}

test('forwards: each begins once, after what it depends on', async () => {
  await fc.assert(
    fc.asyncProperty(members, async (some) => {
      const { begun, before, work } = notebook(() => false);
      const outcomes = await forwards(some, work);
      assert.deepEqual(begun.toSorted(), some.map(({ id }) => id).toSorted());
      assert.deepEqual(
        [...outcomes.keys()],
        some.map(({ id }) => id),
      );
      for (const { id, dependencies } of some)
        for (const other of dependencies) assert.ok(before.get(id)?.includes(other));
    }),
  );
});

test('forwards: who depends on a failed one is not begun, and told so', async () => {
  const chain: Member[] = [
    { id: 'c', dependencies: ['b'] },
    { id: 'b', dependencies: ['a'] },
    { id: 'a', dependencies: [] },
    { id: 'alone', dependencies: ['elsewhere'] },
  ];
  const { begun, work } = notebook((id) => id === 'a');
  const outcomes = await forwards(chain, work);
  assert.deepEqual(begun.toSorted(), ['a', 'alone']);
  assert.equal(outcomes.get('a')?.message, 'a failed');
  assert.match(outcomes.get('c')?.message ?? '', /a dependency of container c failed to start/);
  assert.equal(outcomes.get('alone'), undefined);
});

test('backwards: each begins once, after all that depend on it, even failed ones', async () => {
  await fc.assert(
    fc.asyncProperty(members, async (some) => {
      const { begun, before, work } = notebook((id) => id === 'm1');
      await backwards(some, work);
      assert.deepEqual(begun.toSorted(), some.map(({ id }) => id).toSorted());
      for (const { id, dependencies } of some)
        for (const other of dependencies) assert.ok(before.get(other)?.includes(id));
    }),
  );
});
