import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, ENDS_WITH_3, processLives, ready, volumeName } from '../../suite/containers.ts';
import { lookUp } from '../../suite/names.ts';
import { createNetwork } from '../../suite/objects.ts';
import type { Inspected, Scene } from '../../suite/scene.ts';

const ZERO_TIME = /^0001-01-01T00:00:00Z$/;

/** Asserts that everything in `wanted` is in `found` with the same value; more may be there. */
function includes(found: unknown, wanted: object): void {
  const map = found as Record<string, unknown>;
  for (const [member, value] of Object.entries(wanted)) {
    assert.deepEqual(map[member], value, member);
  }
}

async function sizes(scene: Scene, id: string, query: string) {
  const answer = await scene.send('GET', scene.compat(`/containers/${id}/json${query}`));
  return answer.expect(200).json as { SizeRw?: number; SizeRootFs?: number };
}

export default [
  clause('compat.container.inspect.200.shape', async (scene) => {
    const name = scene.name();
    const id = await scene.container({ Cmd: ['echo', 'a', 'b'] }, `?name=${name}`);
    const seen = await scene.inspect(id);
    assert.deepEqual([seen.Id, seen.Name], [id, `/${name}`]);
    assert.match(String(seen['Image']), /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual([seen['Path'], seen['Args']], ['echo', ['a', 'b']]);
    assert.ok(Math.abs(Date.parse(String(seen['Created'])) - Date.now()) < 60_000);
  }),

  clause('compat.container.inspect.200.by-name-id-prefix', async (scene) => {
    const name = scene.name();
    const id = await scene.container({}, `?name=${name}`);
    for (const one of [name, id, id.slice(0, 12)]) {
      assert.equal((await scene.inspect(one)).Id, id, one);
    }
    const other = await scene.container({}, `?name=${id.slice(0, 10)}`);
    assert.equal(
      (await scene.inspect(id.slice(0, 10))).Id,
      other,
      'a name goes before a beginning',
    );
  }),

  clause('compat.container.inspect.200.config-echo', async (scene) => {
    const config = {
      Hostname: 'echo-host',
      User: '1000:1000',
      Tty: true,
      OpenStdin: true,
      Cmd: ['sleep', '7'],
      WorkingDir: '/tmp',
      Labels: { 'org.example.one': '1' },
      StopSignal: 'SIGUSR2',
      Image: scene.image,
    };
    const host = {
      NetworkMode: 'none',
      Memory: 64 * 1024 * 1024,
      CapAdd: ['NET_ADMIN'],
      CapDrop: ['MKNOD'],
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      ShmSize: 32 * 1024 * 1024,
      ReadonlyRootfs: true,
      Privileged: false,
    };
    const id = await scene.container({ ...config, Env: ['ONE=1'], HostConfig: host });
    const { Config, HostConfig } = (await scene.inspect(id)) as Inspected & {
      Config: { Env: string[] };
      HostConfig: { CapAdd: string[]; CapDrop: string[] };
    };
    includes(Config, config);
    assert.ok(
      Config.Env.includes('ONE=1') && Config.Env.some((entry) => entry.startsWith('PATH=')),
    );
    const bare = (list: string[]) => list.map((capability) => capability.replace(/^CAP_/, ''));
    includes(
      { ...HostConfig, CapAdd: bare(HostConfig.CapAdd), CapDrop: bare(HostConfig.CapDrop) },
      host,
    );
  }),

  clause('compat.container.inspect.200.state-created', async (scene) => {
    const { State } = await scene.inspect(await scene.container());
    includes(State, { Status: 'created', Running: false, Paused: false, Pid: 0, ExitCode: 0 });
    for (const time of [State.StartedAt, State.FinishedAt]) assert.match(time, ZERO_TIME);
  }),

  clause('compat.container.inspect.200.state-running', async (scene) => {
    const { State } = await scene.inspect(await scene.running());
    includes(State, { Status: 'running', Running: true, Paused: false });
    assert.ok(State.Pid > 0 && (await processLives(scene, State.Pid)), `pid ${State.Pid}`);
    assert.ok(Math.abs(Date.parse(State.StartedAt) - Date.now()) < 60_000, State.StartedAt);
  }),

  clause('compat.container.inspect.200.state-paused', async (scene) => {
    const id = await scene.running();
    (await act(scene, id, 'pause')).expect(204);
    const { State } = await scene.inspect(id);
    includes(State, { Status: 'paused', Running: true, Paused: true });
  }),

  clause('compat.container.inspect.200.state-exited', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    await scene.settled(id);
    const { State } = await scene.inspect(id);
    includes(State, { Status: 'exited', Running: false, Paused: false, Pid: 0, ExitCode: 3 });
    assert.ok(Date.parse(State.FinishedAt) >= Date.parse(State.StartedAt), State.FinishedAt);
  }),

  clause('compat.container.inspect.200.dns-names', async (scene) => {
    const { name } = await createNetwork(scene);
    const [alias, Hostname] = [scene.name('alias'), scene.name('host')];
    const id = await scene.running({
      Hostname,
      HostConfig: { NetworkMode: name },
      NetworkingConfig: { EndpointsConfig: { [name]: { Aliases: [alias] } } },
    });
    const { Name, NetworkSettings } = await scene.inspect(id);
    const { DNSNames, IPAddress } = NetworkSettings.Networks[name]!;
    const names = [Name.slice(1), alias, id.slice(0, 12), Hostname];
    assert.deepEqual(DNSNames?.toSorted(), names.toSorted());
    const found = await Promise.all(names.map((each) => lookUp(scene, id, each)));
    assert.deepEqual(
      found,
      names.map(() => [IPAddress]),
    );
  }),

  clause('compat.container.inspect.200.network-settings', async (scene) => {
    const id = await scene.running({
      ExposedPorts: { '80/tcp': {}, '81/udp': {} },
      HostConfig: {
        NetworkMode: 'default',
        PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
      },
    });
    const { Ports, Networks } = (await scene.inspect(id)).NetworkSettings;
    assert.equal(Ports['80/tcp']?.[0]?.HostIp, '127.0.0.1');
    assert.match(Ports['80/tcp']?.[0]?.HostPort ?? '', /^[1-9][0-9]*$/);
    assert.equal(Ports['81/udp'], null, 'an exposed port has no bindings');
    const [network] = Object.values(Networks);
    assert.match(network?.IPAddress ?? '', /^\d+\.\d+\.\d+\.\d+$/);
    assert.match(network?.Gateway ?? '', /^\d+\.\d+\.\d+\.\d+$/);
    assert.match(network?.MacAddress ?? '', /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    assert.ok(network && network.IPPrefixLen > 0 && network.IPPrefixLen < 32);

    (await act(scene, id, 'kill')).expect(204);
    await scene.wait(id);
    const after = (await scene.inspect(id)).NetworkSettings;
    assert.deepEqual(
      Object.values(after.Ports ?? {})
        .flat()
        .filter(Boolean),
      [],
      'no bindings',
    );
    for (const { IPAddress, MacAddress } of Object.values(after.Networks)) {
      assert.deepEqual([IPAddress, MacAddress], ['', '']);
    }
  }),

  clause('compat.container.inspect.200.mounts', async (scene) => {
    const volume = volumeName(scene);
    const Binds = ['/etc:/bound:ro', `${volume}:/kept`];
    const { Mounts } = await scene.inspect(await scene.container({ HostConfig: { Binds } }));
    const at = (place: string) => Mounts.find(({ Destination }) => Destination === place);
    includes(at('/bound'), { Type: 'bind', Source: '/etc', RW: false });
    assert.match(at('/bound')?.Mode ?? '', /\bro\b/);
    includes(at('/kept'), { Type: 'volume', Name: volume, RW: true });
    assert.equal(Mounts.length, 2);
  }),

  clause('compat.container.inspect.200.health', async (scene) => {
    const hour = 3600e9;
    const Healthcheck = { Test: ['CMD', 'true'], Interval: hour };
    const checked = await scene.inspect(await scene.running({ Healthcheck }));
    assert.equal(checked.State.Health?.Status, 'starting');
    assert.equal((await scene.inspect(await scene.running())).State.Health, undefined);
  }),

  clause('compat.container.inspect.any.size', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'head -c 100000 /dev/zero > /made'] });
    const { SizeRw, SizeRootFs } = await sizes(scene, id, '?size=true');
    assert.ok(SizeRw !== undefined && SizeRw >= 100_000 && SizeRw < 200_000, `SizeRw ${SizeRw}`);
    assert.ok(SizeRootFs !== undefined && SizeRootFs > SizeRw, `SizeRootFs ${SizeRootFs}`);
    const without = await sizes(scene, id, '');
    assert.deepEqual([without.SizeRw, without.SizeRootFs], [undefined, undefined]);
  }),

  clause('compat.container.inspect.400.size-not-boolean', async (scene) => {
    const id = await scene.container();
    const path = scene.compat(`/containers/${id}/json?size=perhaps`);
    (await scene.send('GET', path)).expect(400);
  }),

  clause('compat.container.inspect.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'GET', (name) => scene.compat(`/containers/${name}/json`));
  }),

  clause('compat.container.inspect.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/json`),
    );
  }),
];
