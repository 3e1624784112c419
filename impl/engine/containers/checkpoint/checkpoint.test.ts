import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Readable } from 'node:stream';
import { criuFacts } from '../../../runtime/host.ts';
import { TestEngine } from '../../test-support.ts';

const wish = {
  keep: false,
  leaveRunning: false,
  tcpEstablished: false,
  fileLocks: false,
  preCheckpoint: false,
  withPrevious: false,
};
const again = {
  keep: false,
  tcpEstablished: false,
  fileLocks: false,
  ignoreStaticIp: false,
  ignoreStaticMac: false,
};

describe('checkpoints', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  test('a container goes on from its checkpoint, or its host says what it lacks', async () => {
    const id = await host.run(['sh', '-c', 'i=0; while :; do echo $((i+=1)); sleep 0.05; done']);
    await host.logged(id, '3');
    const { usable, reason } = await criuFacts(host.engine.runtime);
    if (usable) {
      await host.containers.checkpoint(id, wish);
      assert.equal(host.containers.view(id).state.status, 'exited');
      await host.containers.restore(id, again);
      await host.logged(id, '6');
    } else {
      const refused = { status: 500, message: /checkpoint and restore do not work on this host: / };
      await assert.rejects(host.containers.checkpoint(id, wish), refused);
      await assert.rejects(host.containers.checkpoint(id, wish), (error: Error) =>
        error.message.endsWith(reason ?? '?'),
      );
      const archive = Readable.from([]);
      const imported = { ...again, ignoreRootFs: false, ignoreVolumes: false };
      await assert.rejects(host.containers.restoreArchive(archive, imported), refused);
    }
    assert.equal(host.containers.view(id).state.status, 'running');
    await host.remove(id);
  });

  test('what is not in the state for it', async () => {
    const id = await host.create(['true']);
    await assert.rejects(host.containers.checkpoint(id, wish), { status: 500 });
    await assert.rejects(host.containers.restore(id, again), {
      status: 500,
      message: /cannot be found/,
    });
    const removed = await host.run(['sleep', '1000'], { autoRemove: true });
    await assert.rejects(host.containers.checkpoint(removed, wish), { message: /--rm/ });
    await assert.rejects(host.containers.restore(removed, again), { message: /is running/ });
    for (const each of [id, removed]) await host.remove(each);
  });
});
