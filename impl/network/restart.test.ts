import assert from 'node:assert/strict';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { TestNamespace } from './namespace.fixture.ts';
import { objectNames } from './plant.ts';
import { fetchFromHost, NetworkScene, onDefault, published, run } from './scene.fixture.ts';

let scene: NetworkScene;
beforeEach(async () => {
  scene = await NetworkScene.open();
});
afterEach(() => scene.close());

describe('after the daemon was killed', () => {
  /** A new daemon on the same root; the old one is left as a kill leaves it. */
  async function restart(running: { id: string; place: TestNamespace }[]) {
    await scene.openCore();
    await scene.core.reconcile(
      running.map(({ id, place }) => ({ containerId: id, pid: place.pid })),
    );
  }

  it('running containers keep address and ports, the others’ are free', async () => {
    const one = await scene.container('one', [published(80)]);
    const two = await scene.container('two', [published(80)]);
    await one.place.serve('tcp', 80);
    await two.place.close();
    await restart([one]);
    assert.deepEqual(scene.core.reservation('one'), one.reservation);
    assert.equal(scene.core.reservation('two'), undefined);
    // The old daemon lives on in this process, and so does its hold on the port.
    const lost = (await scene.core.warnings()).filter((text) => text.includes('container one'));
    assert.match(lost.join(), new RegExp(`:${one.hostPort}: bind: address already in use`));
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort), /^from /);
    await assert.rejects(
      scene.core.reserve('three', [onDefault({ staticIps: [one.address] })], []),
      /already allocated to container one/,
    );
    await scene.core.reserve('three', [onDefault({ staticIps: [two.address] })], []);
  });

  it('rules and bridges that somebody removed come back on reload', async () => {
    const one = await scene.container('one', [published(80)]);
    await one.place.serve('tcp', 80);
    const { table } = objectNames(scene.root);
    await run('nft', ['delete', 'table', 'inet', table]);
    await assert.rejects(fetchInsideOrFail(one.hostPort));
    await scene.core.reload();
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort), /^from /);

    await run('ip', ['link', 'del', scene.core.byName('podman')?.interface ?? '']);
    await scene.core.reload();
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort), /^from /);

    await run('nft', ['delete', 'table', 'inet', table]);
    await scene.core.tearDown('one');
  });

  /** Without the rules a connection meets the held socket, or nothing: no answer in either case. */
  async function fetchInsideOrFail(port: number): Promise<string> {
    const socket = net.connect(port, '127.0.0.1');
    socket.setTimeout(300, () => socket.destroy(new Error('no answer')));
    return text(socket);
  }
});
