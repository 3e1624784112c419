import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { act, probe, volumeExists, volumeName, written } from '../../suite/containers.ts';
import type { Inspected, Scene } from '../../suite/scene.ts';
import { create } from './create.ts';

const APP = 'localhost/app:latest';
const VOLUME = 'localhost/volume:latest';

interface Config {
  Entrypoint: string[] | null;
  Cmd: string[] | null;
  Env: string[];
  User: string;
  WorkingDir: string;
  ExposedPorts?: Record<string, object>;
  Volumes?: Record<string, object> | null;
  Labels: Record<string, string>;
  StopSignal?: string;
  Healthcheck?: { Test: string[]; Retries: number };
}

/** Makes a container from this body alone and inspects it. */
async function made(scene: Scene, body: object): Promise<Inspected & { Config: Config }> {
  const answer = (await create(scene, body)).expect(201);
  const seen = await scene.inspect((answer.json as { Id: string }).Id);
  return seen as Inspected & { Config: Config };
}

async function outputOf(scene: Scene, id: string): Promise<string> {
  (await act(scene, id, 'start')).expect(204);
  await scene.wait(id);
  return (await written(scene, id)).stdout;
}

export default [
  clause('compat.container.create.any.image-config', async (scene) => {
    const { Config } = await made(scene, {
      Image: APP,
      Env: ['MINE=1'],
      Labels: { tier: 'back', mine: 'yes' },
    });
    assert.deepEqual(Config.Entrypoint, ['/bin/echo', 'entry']);
    assert.deepEqual(Config.Cmd, ['default']);
    for (const entry of ['GREETING=hello', 'MINE=1']) assert.ok(Config.Env.includes(entry), entry);
    assert.deepEqual([Config.User, Config.WorkingDir], ['app:extra', '/home/app']);
    assert.deepEqual(Object.keys(Config.ExposedPorts ?? {}).toSorted(), ['53/udp', '80/tcp']);
    assert.deepEqual(Config.Labels, {
      'org.example.role': 'fixture',
      tier: 'back',
      mine: 'yes',
    });
    assert.equal(Config.StopSignal, 'SIGINT');
    assert.deepEqual(Config.Healthcheck?.Test, ['CMD', 'true']);
    assert.equal(Config.Healthcheck?.Retries, 3);
    const withVolume = await made(scene, { Image: VOLUME });
    assert.deepEqual(withVolume.Config.Volumes, { '/data': {} });
  }),

  clause('compat.container.create.any.entrypoint-clears-command', async (scene) => {
    const seen = await made(scene, { Image: APP, Entrypoint: ['/bin/true'] });
    assert.deepEqual([seen['Path'], seen['Args']], ['/bin/true', []]);
    assert.deepEqual([seen.Config.Entrypoint, seen.Config.Cmd ?? []], [['/bin/true'], []]);
  }),

  clause('compat.container.create.any.string-command', async (scene) => {
    const HostConfig = { NetworkMode: 'none' };
    const body = { Image: scene.image, Entrypoint: 'echo', Cmd: 'one  word', HostConfig };
    const { Id, Config } = await made(scene, body);
    assert.deepEqual([Config.Entrypoint, Config.Cmd], [['echo'], ['one  word']]);
    assert.equal(await outputOf(scene, Id), 'one  word\n');
  }),

  clause('compat.container.create.any.null-members', async (scene) => {
    const members = ['Env', 'Labels', 'ExposedPorts', 'Volumes', 'Entrypoint', 'OnBuild', 'Shell'];
    const host = [
      'Binds',
      'Mounts',
      'PortBindings',
      'CapAdd',
      'Devices',
      'Ulimits',
      'Dns',
      'Links',
    ];
    const nulls = (names: string[]) => Object.fromEntries(names.map((name) => [name, null]));
    const bodies = [
      { ...nulls(members), HostConfig: { NetworkMode: 'none', ...nulls(host) } },
      { Healthcheck: null, StopTimeout: null, HostConfig: null, NetworkingConfig: null },
    ];
    for (const body of bodies) {
      const { Id } = await made(scene, { Image: scene.image, Cmd: ['echo', 'ran'], ...body });
      assert.equal(await outputOf(scene, Id), 'ran\n');
    }
  }),

  clause('compat.container.create.any.unknown-members', async (scene) => {
    const id = await scene.container({
      Cmd: ['echo', 'ran'],
      Nonsense: { deep: [1] },
      HostConfig: { AlsoNonsense: 'x' },
    });
    assert.equal(await outputOf(scene, id), 'ran\n');
  }),

  clause('compat.container.create.any.image-volumes', async (scene) => {
    const Cmd = ['sh', '-c', 'cat /data/seed; stat -c %u:%g:%a /data; touch /data/w /more/w'];
    const id = await scene.container({ Image: VOLUME, Cmd, Volumes: { '/more': {} } });
    const { Mounts } = await scene.inspect(id);
    const places = Mounts.map(({ Type, Destination }) => `${Type} ${Destination}`).toSorted();
    assert.deepEqual(places, ['volume /data', 'volume /more']);
    for (const { Name } of Mounts) assert.match(Name ?? '', /^[0-9a-f]{64}$/);
    assert.equal(await outputOf(scene, id), 'seeded\n1000:2000:750\n');

    const HostConfig = { Binds: ['/etc:/data:ro'] };
    const covered = await scene.inspect(await scene.container({ Image: VOLUME, HostConfig }));
    assert.deepEqual(
      covered.Mounts.map(({ Type, Source }) => [Type, Source]),
      [['bind', '/etc']],
    );
  }),

  clause('compat.container.create.any.named-volume-made', async (scene) => {
    const [bound, mounted] = [volumeName(scene), volumeName(scene)];
    const id = await scene.container({
      HostConfig: {
        Binds: [`${bound}:/bound`],
        Mounts: [{ Type: 'volume', Source: mounted, Target: '/mounted' }],
      },
    });
    for (const name of [bound, mounted]) assert.ok(await volumeExists(scene, name), name);
    const { Mounts } = await scene.inspect(id);
    const named = Mounts.map(({ Name, Destination }) => `${Name} at ${Destination}`).toSorted();
    assert.deepEqual(named, [`${bound} at /bound`, `${mounted} at /mounted`].toSorted());
  }),

  clause('compat.container.create.any.bind-source-made', async (scene) => {
    const name = scene.name('bind');
    scene.defer(() => probe(scene, `rm -r /host/${name}`, { Binds: ['/tmp:/host'] }));
    const Binds = [`/tmp/${name}/deep:/bound`];
    const Cmd = ['sh', '-c', 'echo here > /bound/file'];
    const id = await scene.container({ Cmd, HostConfig: { Binds } });
    (await act(scene, id, 'start')).expect(204);
    assert.equal(await scene.wait(id), 0);
    const { stdout } = await probe(scene, `cat /host/${name}/deep/file`, { Binds: ['/tmp:/host'] });
    assert.equal(stdout, 'here\n');

    const Mounts = [{ Type: 'bind', Source: `/tmp/${scene.name('bind')}`, Target: '/bound' }];
    const body = { Image: scene.image, Cmd: ['true'], HostConfig: { Mounts } };
    (await create(scene, body)).expect(400);
  }),

  clause('compat.container.create.any.default-network', async (scene) => {
    const networks = [];
    for (const NetworkMode of ['', 'default']) {
      const id = await scene.running({ HostConfig: { NetworkMode } });
      networks.push((await scene.inspect(id)).NetworkSettings.Networks);
    }
    const [empty = {}, byName = {}] = networks;
    assert.equal(Object.keys(empty).length, 1);
    assert.deepEqual(Object.keys(empty), Object.keys(byName));
    for (const [network] of networks.map((map) => Object.values(map))) {
      assert.match(network?.IPAddress ?? '', /^\d+\.\d+\.\d+\.\d+$/);
      assert.match(network?.Gateway ?? '', /^\d+\.\d+\.\d+\.\d+$/);
    }
  }),

  clause('compat.container.create.201.network-not-looked-up', async (scene) => {
    const HostConfig = { NetworkMode: scene.name('n') };
    (await create(scene, { Image: scene.image, Cmd: ['true'], HostConfig })).expect(201);
  }),
];
