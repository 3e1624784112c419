import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Database } from '../../database.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import { newRecord } from './record.ts';
import { ContainerTable } from './table.ts';

test('what is written is what a new daemon reads', () => {
  const database = new Database(':memory:');
  const table = new ContainerTable(database);
  const record = newRecord({
    id: 'a'.repeat(64),
    name: 'web',
    config: { ...emptyContainerConfig('compat'), labels: { key: 'väl"ue' } },
    image: { id: 'i', name: 'docker.io/library/x:latest' },
    created: 12,
    mounts: [],
  });
  const bare = newRecord({ ...record, id: 'b'.repeat(64), name: 'bare', image: undefined });
  table.insert(record);
  table.insert(bare);
  assert.deepEqual(new ContainerTable(database).load(), [record, bare]);

  Object.assign(record, {
    state: 'exited',
    pid: 1,
    pidStart: 2,
    conmonPid: 3,
    startedAt: 4,
    finishedAt: 5,
    exitCode: 137,
    oomKilled: true,
    error: 'e',
    restartCount: 6,
    stoppedByUser: true,
  });
  table.saveState(record);
  record.name = 'renamed';
  record.config.labels = {};
  table.saveDefinition(record);
  table.delete(bare.id);
  assert.deepEqual(new ContainerTable(database).load(), [record]);
  database.close();
});
