import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { probe, volumeName } from '../../suite/containers.ts';
import { createPod, inspectPod, memberOf, outputIn, runningPod } from '../../suite/pods.ts';
import type { Scene } from '../../suite/scene.ts';

/** The control group of a container's processes, of the memory controller or, in v2, of all. */
async function groupOf(scene: Scene, container: string): Promise<string> {
  const pid = 'cat /proc/self/cgroup';
  const lines = (await outputIn(scene, container, pid)).trim().split('\n');
  const memory = lines.find((line) => /^\d+:(.*,)?memory(,.*)?:/.test(line)) ?? lines.at(-1);
  return memory?.replace(/^\d+:[^:]*:/, '') ?? '';
}

export default [
  clause('libpod.pod.create.200.cgroup-parent', async (scene) => {
    const parent = `/${scene.name('g')}`;
    const { id } = await runningPod(scene, { cgroup_parent: parent });
    const pod = await inspectPod(scene, id);
    assert.equal(pod.CgroupParent, parent);
    assert.ok(pod.CgroupPath?.startsWith(`${parent}/`), pod.CgroupPath);
    const member = await memberOf(scene, id, { cgroupns: { nsmode: 'host' } });
    (await scene.send('POST', scene.libpod(`/containers/${member}/start`))).expect(204);
    const group = await groupOf(scene, member);
    assert.ok(group.startsWith(`${pod.CgroupPath}/`), group);
  }),

  clause(
    'libpod.pod.create.200.limits',
    async (scene) => {
      const limit = 96 << 20;
      const resource_limits = { memory: { limit } };
      const { id } = await runningPod(scene, { resource_limits });
      const { CgroupPath } = await inspectPod(scene, id);
      // Where the host keeps it, in either layout.
      const files = ['memory/', ''].flatMap((controller) =>
        ['memory.limit_in_bytes', 'memory.max'].map(
          (file) => `/host/${controller}${CgroupPath}/${file}`,
        ),
      );
      const { stdout } = await probe(scene, `cat ${files.join(' ')} 2>/dev/null`, {
        Binds: ['/sys/fs/cgroup:/host'],
      });
      // The kernel counts in pages.
      assert.equal(Math.ceil(Number(stdout.trim()) / 65_536), limit / 65_536, stdout);
    },
    { needs: ['cgroup-limits'] },
  ),

  clause('libpod.pod.create.200.mounts', async (scene) => {
    const volume = volumeName(scene);
    const { members } = await runningPod(
      scene,
      {
        volumes: [{ Name: volume, Dest: '/data' }],
        mounts: [{ type: 'bind', source: '/proc', destination: '/of-host', options: ['rbind'] }],
      },
      [{}, {}],
    );
    await outputIn(scene, members[0]!, 'echo shared > /data/note');
    const script = 'cat /data/note; test -d /of-host/1 && echo bound';
    assert.equal(await outputIn(scene, members[1]!, script), 'shared\nbound\n');
  }),

  clause('libpod.pod.create.200.devices', async (scene) => {
    const { members } = await runningPod(scene, { pod_devices: ['/dev/null:/dev/nothing:rw'] });
    const script = 'echo x > /dev/nothing && test -c /dev/nothing && echo there';
    assert.equal(await outputIn(scene, members[0]!, script), 'there\n');
  }),

  clause('libpod.pod.create.200.infra-conmon-pid-file', async (scene) => {
    const file = `/tmp/${scene.name('pid')}`;
    const id = await createPod(scene, { infra_conmon_pid_file: file });
    (await scene.send('POST', scene.libpod(`/pods/${id}/start`))).expect(200);
    const read = `cat /tmp-of-host${file.slice(4)}; rm /tmp-of-host${file.slice(4)}`;
    const binds = { Binds: ['/tmp:/tmp-of-host'], PidMode: 'host' };
    const { stdout } = await probe(scene, read, binds);
    const command = await probe(scene, `cat /proc/${Number(stdout)}/cmdline`, binds);
    assert.match(command.stdout, /conmon/);
  }),
];
