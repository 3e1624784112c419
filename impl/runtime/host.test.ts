import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { crunObstacle } from './choose.ts';
import { readHostFacts } from './host.ts';

test('the facts of this host', async () => {
  const facts = await readHostFacts();
  assert.ok(facts.runtime && existsSync(facts.runtime.path), facts.runtimeError);
  assert.match(facts.runtime.version, /^\d+\.\d+/);
  assert.match(facts.conmon?.version ?? '', /^\d+\.\d+/);
  assert.ok(existsSync(facts.cgroup.controllers['memory'] ?? ''));
  assert.ok(!facts.cgroup.missing.includes('memory'));
  assert.equal(facts.overlay, true);
  assert.equal(facts.criu.usable, facts.criu.reason === undefined);
  assert.ok(facts.capabilities.includes('CAP_SYS_ADMIN'));
});

test('crun is passed over while the v2 tree of a hybrid host has controllers', () => {
  const v1 = { version: 1, controllers: ['memory'], path: '/m' } as const;
  const v2 = (controllers: string[]) => ({ version: 2, controllers, path: '/u' }) as const;
  const obstacle = (kind: 'v2' | 'hybrid', controllers: string[]) =>
    crunObstacle({
      kind,
      hierarchies: [{ ...v1, controllers: [...v1.controllers] }, v2(controllers)],
    });
  assert.match(obstacle('hybrid', ['hugetlb']) ?? '', /hugetlb/);
  assert.equal(obstacle('hybrid', []), undefined);
  assert.equal(obstacle('v2', ['memory']), undefined);
});
