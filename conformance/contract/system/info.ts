import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { act, probe } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

interface Info {
  host: {
    arch: string;
    kernel: string;
    cgroupVersion: string;
    cgroupControllers?: string[];
    cpus: number;
    memTotal: number;
    memFree: number;
    distribution: { distribution: string; version: string };
    ociRuntime: { name: string; path: string; version: string };
    conmon: { path: string; version: string };
  };
  store: {
    graphDriverName: string;
    graphRoot: string;
    runRoot: string;
    volumePath: string;
    containerStore: { number: number; paused: number; running: number; stopped: number };
    imageStore: { number: number };
  };
  version: { APIVersion: string; Version: string };
}

async function info(scene: Scene): Promise<Info> {
  return (await scene.send('GET', scene.libpod('/info'))).expect(200).json as Info;
}

export default [
  clause('libpod.system.info.200.host', async (scene) => {
    const { host } = await info(scene);
    const look = 'uname -r; nproc; grep MemTotal: /proc/meminfo; cut -f1 /proc/cgroups';
    const [release, processors, memory, ...known] = (await probe(scene, look)).stdout.split('\n');
    assert.equal(host.kernel, release);
    assert.equal(host.cpus, Number(processors));
    assert.equal(host.memTotal, Number(/\d+/.exec(memory ?? '')?.[0]) * 1024);
    assert.ok(host.memFree > 0 && host.memFree < host.memTotal, 'some memory is free');
    assert.match(host.cgroupVersion, /^v[12]$/);
    const controllers = host.cgroupControllers ?? [];
    assert.ok(controllers.length > 0, 'controllers');
    const unknown = controllers.filter((name) => !known.includes(name));
    assert.deepEqual(unknown, [], 'every controller is one of the kernel');
    assert.match(host.arch, /^[a-z0-9]+$/);
    assert.ok(host.distribution.distribution && host.distribution.version, 'distribution');
    for (const { path, version } of [host.ociRuntime, host.conmon]) {
      assert.match(path, /^\//);
      assert.match(version, /\d+\.\d+/);
    }
  }),

  clause('libpod.system.info.200.store', async (scene) => {
    const { store } = await info(scene);
    assert.ok(store.graphDriverName.length > 0, 'driver');
    for (const folder of [store.graphRoot, store.runRoot, store.volumePath]) {
      assert.match(folder, /^\//);
    }
    const { number, paused, running, stopped } = store.containerStore;
    assert.equal(typeof paused, 'number');
    assert.ok(number >= paused + running && stopped <= number, 'the states are some of all');
    assert.ok(store.imageStore.number > 0, 'the fixture images are there');
  }),

  clause('libpod.system.info.200.version', async (scene) => {
    const { version } = await info(scene);
    assert.equal(version.APIVersion, scene.target.facts.libpodApi);
    const { Version } = (await scene.send('GET', scene.compat('/version'))).json as typeof version;
    assert.equal(version.Version, Version);
  }),

  clause(
    'libpod.system.info.200.true-numbers',
    async (scene) => {
      const { store: before } = await info(scene);
      const paused = await scene.running();
      (await act(scene, paused, 'pause')).expect(204);
      await scene.running();
      await scene.container();
      await scene.exited();
      const { store: after } = await info(scene);
      const grown = (member: keyof Info['store']['containerStore']) =>
        after.containerStore[member] - before.containerStore[member];
      assert.deepEqual(
        [grown('number'), grown('running'), grown('paused'), grown('stopped')],
        [4, 1, 1, 2],
      );
      const answer = await scene.send('GET', scene.libpod('/images/json'));
      assert.equal(after.imageStore.number, (answer.json as unknown[]).length);
    },
    { serial: true },
  ),
];
