import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { probe, volumeExists, volumeName, written } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, post } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

const APP = 'localhost/app:latest';
const ANY_TIME = /^\d{4}-\d{2}-\d{2}T/;

/** Makes a container, runs it to its end, and gives what it wrote. */
async function outputOf(scene: Scene, spec: object): Promise<string> {
  const id = await createLibpod(scene, spec);
  (await post(scene, id, 'start')).expect(204);
  await scene.wait(id);
  return (await written(scene, id)).stdout;
}

const sh = (script: string) => ({ command: ['sh', '-c', script] });

export default [
  clause('libpod.container.create.201.image-defaults', async (scene) => {
    const id = await createLibpod(scene, { image: APP, command: undefined });
    const { Config, Path, Args, Created } = await inspectLibpod(scene, id);
    assert.deepEqual([Path, Args], ['/bin/echo', ['entry', 'default']]);
    assert.ok(Config.Env.includes('GREETING=hello'), Config.Env.join(' '));
    assert.deepEqual([Config.User, Config.WorkingDir], ['app:extra', '/home/app']);
    assert.equal(Config.StopSignal, 2, 'SIGINT');
    assert.match(Created, ANY_TIME);
  }),

  clause('libpod.container.create.201.command', async (scene) => {
    const image = APP;
    const own = await createLibpod(scene, { image, command: ['mine'] });
    const seen = await inspectLibpod(scene, own);
    assert.deepEqual([seen.Path, seen.Args], ['/bin/echo', ['entry', 'mine']]);
    const other = await createLibpod(scene, {
      image,
      entrypoint: ['/bin/cat', 'x'],
      command: undefined,
    });
    const { Path, Args } = await inspectLibpod(scene, other);
    assert.deepEqual([Path, Args], ['/bin/cat', ['x']]);
  }),

  clause('libpod.container.create.201.env', async (scene) => {
    const env = { GREETING: 'mine', OTHER: 'a=b' };
    const spec = {
      image: APP,
      entrypoint: ['sh', '-c'],
      command: ['echo "$GREETING $OTHER $PATH"'],
    };
    const text = await outputOf(scene, { ...spec, env });
    assert.match(text, /^mine a=b \/\S+:/);
  }),

  clause('libpod.container.create.201.labels', async (scene) => {
    const id = await createLibpod(scene, { image: APP, labels: { tier: 'back', mine: 'yes' } });
    assert.deepEqual((await inspectLibpod(scene, id)).Config.Labels, {
      'org.example.role': 'fixture',
      tier: 'back',
      mine: 'yes',
    });
  }),

  clause(
    'libpod.container.create.201.limits',
    async (scene) => {
      const memory = { limit: 64 * 1024 * 1024 };
      const pids = { limit: 77 };
      const cpu = { quota: 50_000, period: 100_000 };
      const id = await createLibpod(scene, { resource_limits: { memory, pids, cpu } });
      (await post(scene, id, 'start')).expect(204);
      const { Pid } = (await inspectLibpod(scene, id)).State;
      // Both versions of control groups: every controller's folder, and what it says there.
      const script = `for g in $(cut -d: -f2- /proc/${Pid}/cgroup); do
        n=\${g%%:*}; f=/cg/\${n#name=}\${g#*:}; test -n "$n" || f=/cg\${g#*:}
        cat $f/memory.limit_in_bytes $f/memory.max $f/pids.max $f/cpu.cfs_quota_us $f/cpu.max
      done 2>/dev/null`;
      const HostConfig = { PidMode: 'host', Binds: ['/sys/fs/cgroup:/cg:ro'] };
      const words = (await probe(scene, script, HostConfig)).stdout.split(/\s+/);
      for (const word of [String(memory.limit), '77', '50000']) {
        assert.ok(words.includes(word), `${word} among ${words.join(' ')}`);
      }
    },
    { needs: ['cgroup-limits'] },
  ),

  clause('libpod.container.create.201.mounts', async (scene) => {
    const volume = volumeName(scene);
    const text = await outputOf(scene, {
      mounts: [
        { type: 'bind', source: '/etc', destination: '/bound', options: ['ro'] },
        { type: 'tmpfs', source: 'tmpfs', destination: '/memory' },
      ],
      volumes: [{ Name: volume, Dest: '/kept' }],
      ...sh(
        'cut -d" " -f2,3 /proc/mounts; ls /bound/passwd; touch /bound/x; touch /kept/x && echo written',
      ),
    });
    for (const place of ['/bound ', '/memory tmpfs', '/kept '])
      assert.ok(text.includes(place), place);
    assert.ok(text.includes('/bound/passwd\nwritten\n'), text);
  }),

  clause('libpod.container.create.201.ports', async (scene) => {
    const id = await createLibpod(scene, {
      netns: { nsmode: 'bridge' },
      portmappings: [{ host_ip: '127.0.0.1', container_port: 80, protocol: 'tcp' }],
      ...sh('mkdir /www; echo served > /www/index.html; httpd -f -p 80 -h /www'),
    });
    (await post(scene, id, 'start')).expect(204);
    const { Ports } = (await inspectLibpod(scene, id)).NetworkSettings;
    const port = Number(Ports['80/tcp']?.[0]?.HostPort);
    const ask = `until wget -qO- http://127.0.0.1:${port}/; do sleep 0.05; done`;
    assert.equal((await probe(scene, ask, { NetworkMode: 'host' })).stdout, 'served\n');
  }),

  clause('libpod.container.create.201.volume-created', async (scene) => {
    const volume = volumeName(scene);
    assert.ok(!(await volumeExists(scene, volume)));
    const id = await createLibpod(scene, { volumes: [{ Name: volume, Dest: '/kept' }] });
    assert.ok(await volumeExists(scene, volume));
    const { Mounts } = await inspectLibpod(scene, id);
    assert.deepEqual(
      Mounts.map(({ Name, Destination }) => [Name, Destination]),
      [[volume, '/kept']],
    );
  }),

  clause('libpod.container.create.201.rootfs', async (scene) => {
    const base = await createLibpod(scene);
    const rootfs = (await post(scene, base, 'mount')).expect(200).text.trim();
    scene.defer(() => post(scene, base, 'unmount'));
    const spec = { image: undefined, rootfs, ...sh('echo from the folder > /made; cat /made') };
    assert.equal(await outputOf(scene, spec), 'from the folder\n');
    const { stdout } = await probe(scene, 'cat /folder/made', { Binds: [`${rootfs}:/folder`] });
    assert.equal(stdout, 'from the folder\n');
  }),

  clause('libpod.container.create.201.unknown-members', async (scene) => {
    const spec = { nonsense: { deep: [1] }, ...sh('echo ran') };
    assert.equal(await outputOf(scene, spec), 'ran\n');
  }),
];
