import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { volumeName } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, post } from '../../suite/libpod.ts';
import type { LibpodInspected } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

export default [
  clause('libpod.container.inspect.200.fields', async (scene) => {
    const name = scene.name();
    const id = await createLibpod(scene, {
      name,
      command: ['echo', 'a b'],
      env: { MINE: '1' },
      labels: { mine: 'yes' },
      user: '1:2',
      work_dir: '/tmp',
      stop_signal: 10,
      hostname: 'given',
      terminal: true,
    });
    const told = await inspectLibpod(scene, id);
    assert.deepEqual([told.Id, told.Name, told.ImageName], [id, name, scene.image]);
    assert.deepEqual([told.Path, told.Args], ['echo', ['a b']]);
    const { Config } = told;
    assert.ok(Config.Env.includes('MINE=1'));
    assert.deepEqual(Config.Labels, { mine: 'yes' });
    assert.deepEqual([Config.User, Config.WorkingDir, Config.Hostname], ['1:2', '/tmp', 'given']);
    assert.deepEqual([Config.StopSignal, Config.Tty, Config.Cmd], [10, true, ['echo', 'a b']]);
  }),

  clause('libpod.container.inspect.200.state', async (scene) => {
    const id = await scene.container({ Cmd: ['sh', '-c', 'echo ready; sleep 1000'] });
    const created = (await inspectLibpod(scene, id)).State;
    assert.deepEqual([created.Status, created.Pid], ['created', 0]);
    (await post(scene, id, 'start')).expect(204);
    const running = (await inspectLibpod(scene, id)).State;
    assert.deepEqual([running.Status, running.Running], ['running', true]);
    assert.ok(running.Pid > 0 && Date.parse(running.StartedAt) > 0);
    (await post(scene, id, 'kill')).expect(204);
    await scene.settled(id);
    const { Status, Running, Pid, ExitCode, FinishedAt } = (await inspectLibpod(scene, id)).State;
    assert.deepEqual([Status, Running, Pid, ExitCode], ['exited', false, 0, 137]);
    assert.ok(Date.parse(FinishedAt) >= Date.parse(running.StartedAt), FinishedAt);
  }),

  clause('libpod.container.inspect.200.by-prefix', async (scene) => {
    const id = await createLibpod(scene);
    assert.equal((await inspectLibpod(scene, id.slice(0, 20))).Id, id);
  }),

  clause('libpod.container.inspect.200.size', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'head -c 100000 /dev/zero > /made'] });
    const { SizeRw, SizeRootFs } = await inspectLibpod(scene, id);
    assert.deepEqual([SizeRw, SizeRootFs], [undefined, undefined]);
    const answer = await scene.send('GET', scene.libpod(`/containers/${id}/json?size=true`));
    const sized = answer.expect(200).json as LibpodInspected;
    assert.ok((sized.SizeRw ?? 0) >= 100_000 && (sized.SizeRw ?? 0) < 200_000, `${sized.SizeRw}`);
    assert.ok((sized.SizeRootFs ?? 0) > (sized.SizeRw ?? 0), `${sized.SizeRootFs}`);
  }),

  clause('libpod.container.inspect.200.network', async (scene) => {
    const id = await createLibpod(scene, {
      netns: { nsmode: 'bridge' },
      portmappings: [{ host_ip: '127.0.0.1', container_port: 80, protocol: 'tcp' }],
    });
    (await post(scene, id, 'start')).expect(204);
    const { Networks, Ports } = (await inspectLibpod(scene, id)).NetworkSettings;
    const [network] = Object.values(Networks);
    assert.match(network?.IPAddress ?? '', /^\d+(\.\d+){3}$/);
    assert.match(network?.Gateway ?? '', /^\d+(\.\d+){3}$/);
    const [binding] = Ports['80/tcp'] ?? [];
    assert.equal(binding?.HostIp, '127.0.0.1');
    assert.ok(Number(binding?.HostPort) > 0, binding?.HostPort);
  }),

  clause('libpod.container.inspect.200.mounts', async (scene) => {
    const volume = volumeName(scene);
    const id = await createLibpod(scene, {
      mounts: [{ type: 'bind', source: '/etc', destination: '/bound', options: ['ro'] }],
      volumes: [{ Name: volume, Dest: '/kept' }],
    });
    const mounts = (await inspectLibpod(scene, id)).Mounts.map(
      ({ Type, Name, Source, Destination, RW }) => [Type, Name ?? Source, Destination, RW],
    );
    assert.deepEqual(
      mounts.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      [
        ['bind', '/etc', '/bound', false],
        ['volume', volume, '/kept', true],
      ],
    );
  }),

  clause('libpod.container.inspect.any.ambiguous', async (scene) => {
    const prefix = await scene.ambiguousPrefix();
    const answer = await scene.send('GET', scene.libpod(`/containers/${prefix}/json`));
    assert.match(messageOf(answer.expect(404, 500)), /more than one/);
  }),

  clause('libpod.container.inspect.200.marks', async (scene) => {
    const from = await createLibpod(scene);
    const spec = { privileged: true, volumes_from: [from], annotations: { mine: 'yes' } };
    const annotations = await annotationsOf(scene, await createLibpod(scene, spec));
    assert.equal(annotations['mine'], 'yes');
    // Newer ones leave out what is not.
    const mark = (name: string) => annotations[`io.podman.annotations.${name}`] ?? 'FALSE';
    const flags = ['autoremove', 'init', 'privileged', 'publish-all'].map(mark);
    assert.deepEqual(flags, ['FALSE', 'FALSE', 'TRUE', 'FALSE']);
    assert.equal(mark('volumes-from'), from);
  }),

  clause('libpod.container.inspect.200.ulimits', async (scene) => {
    const r_limits = [{ type: 'nofile', soft: 100, hard: 200 }];
    const { HostConfig } = (await inspectLibpod(
      scene,
      await createLibpod(scene, { r_limits }),
    )) as unknown as { HostConfig: { Ulimits: { Name: string; Soft: number; Hard: number }[] } };
    const [files, processes, ...others] = HostConfig.Ulimits.toSorted((one, other) =>
      one.Name.localeCompare(other.Name),
    );
    assert.deepEqual(files, { Name: 'RLIMIT_NOFILE', Soft: 100, Hard: 200 });
    assert.equal(processes?.Name, 'RLIMIT_NPROC');
    assert.ok(processes.Hard > 0);
    assert.deepEqual(others, []);
  }),
];

async function annotationsOf(scene: Scene, id: string): Promise<Record<string, string>> {
  const inspected = (await inspectLibpod(scene, id)) as unknown as {
    Config: { Annotations: Record<string, string> };
  };
  return inspected.Config.Annotations;
}
