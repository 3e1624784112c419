import assert from 'node:assert/strict';
import { CGROUP_FILES } from '../../suite/cgroup-files.ts';
import { clause } from '../../suite/clause-test.ts';
import { createLibpod, inspectLibpod, post } from '../../suite/libpod.ts';
import { fieldClauses, LOOKS, mounted, seen, status } from '../../suite/looks.ts';
import type { Field } from '../../suite/looks.ts';
import type { Scene } from '../../suite/scene.ts';

/** A row of the table, with what it adds to the body. */
interface Row extends Field {
  spec: Record<string, unknown>;
}

const ns = (nsmode: string) => ({ nsmode });
const IDS = [{ container_id: 0, host_id: 500_000, size: 65_536 }];

const FIELDS: readonly Row[] = [
  { slug: 'env-host', spec: { env_host: true, unsetenv: [] }, script: 'env', sees: /^PATH=/m },
  {
    slug: 'unsetenv',
    spec: { unsetenv: ['container'] },
    script: 'echo "[$container]"',
    sees: /^\[\]$/,
  },
  { slug: 'work-dir', spec: { work_dir: '/etc' }, script: 'pwd', sees: /^\/etc$/ },
  {
    slug: 'create-working-dir',
    spec: { work_dir: '/a/b', create_working_dir: true, user: '1000:1000' },
    script: 'pwd; stat -c %u:%g .',
    sees: /^\/a\/b\n1000:1000$/,
  },
  { slug: 'user', ...LOOKS.user, spec: { user: '1234:77' } },
  { slug: 'groups', ...LOOKS.groups, spec: { groups: ['44'] } },
  { slug: 'umask', spec: { umask: '0077' }, script: 'umask', sees: /^0077$/ },
  {
    slug: 'timezone',
    spec: { timezone: 'Asia/Tokyo' },
    script: 'date +%z',
    sees: /^\+0900$/,
  },
  {
    slug: 'hostname',
    spec: { hostname: 'other' },
    script: 'hostname; cat /etc/hostname',
    sees: /^other\nother$/,
  },
  {
    slug: 'cap-add',
    spec: { cap_add: ['SYS_TIME'] },
    script: status('CapEff'),
    sees: /2000000$|[2367abef]......$/,
  },
  {
    slug: 'cap-drop',
    spec: { cap_drop: ['all'] },
    script: status('CapEff'),
    sees: /\t0{16}$/,
  },
  { slug: 'privileged', spec: { privileged: true }, script: status('Seccomp'), sees: /\t0$/ },
  {
    slug: 'no-new-privileges',
    spec: { no_new_privileges: true },
    script: status('NoNewPrivs'),
    sees: /\t1$/,
  },
  { slug: 'devices', ...LOOKS.device, spec: { devices: [{ path: '/dev/kmsg:/dev/mine:r' }] } },
  {
    slug: 'device-cgroup-rule',
    spec: {
      device_cgroup_rule: [{ allow: true, type: 'c', major: 10, minor: 200, access: 'rwm' }],
      cap_add: ['MKNOD'],
    },
    script: 'mknod /tun c 10 200 && (: </tun) 2>&1; echo $?',
    // Allowed, it may still not be there; forbidden is EPERM.
    sees: /^(?![^]*not permitted)/,
  },
  {
    slug: 'tmpfs',
    spec: {
      mounts: [
        { type: 'tmpfs', source: 'tmpfs', destination: '/t', options: ['size=1m', 'mode=700'] },
      ],
    },
    script: mounted('/t'),
    sees: /^tmpfs \/t tmpfs rw,.*size=1024k,mode=700/,
  },
  {
    slug: 'bind-read-only',
    ...LOOKS.bindReadOnly,
    spec: { mounts: [{ type: 'bind', source: '/etc', destination: '/b', options: ['ro'] }] },
  },
  {
    slug: 'overlay-volumes',
    spec: { overlay_volumes: [{ source: '/etc', destination: '/o' }] },
    script: 'touch /o/mine && ls /o/mine /o/passwd',
    sees: /^\/o\/mine\n\/o\/passwd$/,
  },
  {
    slug: 'image-volumes',
    spec: { image_volumes: [{ Source: 'localhost/volume:latest', Destination: '/i' }] },
    script: 'cat /i/data/seed; touch /i/x 2>&1',
    sees: /^seeded\n.*Read-only/,
    exitCode: 1,
  },
  {
    slug: 'image-volume-mode',
    spec: { image: 'localhost/volume:latest', image_volume_mode: 'tmpfs' },
    script: mounted('/data'),
    sees: /^tmpfs /,
  },
  {
    slug: 'read-only-filesystem',
    spec: { read_only_filesystem: true },
    script: 'touch /x 2>&1',
    sees: /Read-only/,
    exitCode: 1,
  },
  { slug: 'mask', ...LOOKS.mask, spec: { mask: ['/etc/passwd'] } },
  {
    slug: 'unmask',
    spec: { unmask: ['ALL'] },
    script: 'grep -c " /proc/" /proc/mounts',
    sees: /^0$/,
    exitCode: 1,
  },
  {
    slug: 'procfs-opts',
    spec: { procfs_opts: ['hidepid=2'] },
    script: mounted('/proc'),
    sees: /hidepid=(2|invisible)/,
  },
  {
    slug: 'seccomp-profile-path',
    spec: { seccomp_profile_path: 'unconfined' },
    script: status('Seccomp'),
    sees: /\t0$/,
  },
  { slug: 'pidns', ...LOOKS.pidHost, spec: { pidns: ns('host') } },
  { slug: 'ipcns', ...LOOKS.ipcNone, spec: { ipcns: ns('none') } },
  {
    slug: 'utsns',
    spec: { utsns: ns('host'), pidns: ns('host') },
    script: 'test "$(readlink /proc/1/ns/uts)" = "$(readlink /proc/self/ns/uts)" || hostname',
    sees: /^(?![0-9a-f]{12}$)/,
  },
  { slug: 'cgroupns', ...LOOKS.cgroupPrivate, spec: { cgroupns: ns('private') } },
  { slug: 'netns', ...LOOKS.networkNone, spec: { netns: ns('none') } },
  {
    slug: 'cgroup-parent',
    spec: { cgroup_parent: '/rp-parent', cgroupns: ns('host') },
    script: 'cat /proc/self/cgroup',
    sees: /:\/rp-parent\//,
  },
  {
    slug: 'cgroups-mode',
    spec: { cgroups_mode: 'disabled', cgroupns: ns('host') },
    script: 'grep -c "$(hostname)" /proc/self/cgroup',
    sees: /^0$/,
    exitCode: 1,
  },
  {
    slug: 'memory',
    ...LOOKS.memory,
    spec: {
      ...CGROUP_FILES,
      resource_limits: { memory: { limit: 67_108_864, reservation: 33_554_432 } },
    },
  },
  {
    slug: 'cpuset',
    ...LOOKS.cpuset,
    spec: { ...CGROUP_FILES, resource_limits: { cpu: { cpus: '0' } } },
  },
  {
    slug: 'r-limits',
    ...LOOKS.ulimits,
    spec: {
      r_limits: [
        { type: 'nofile', soft: 100, hard: 200 },
        { type: 'nproc', soft: 1000, hard: 1000 },
      ],
    },
  },
  { slug: 'oom-score-adj', ...LOOKS.oomScoreAdj, spec: { oom_score_adj: 500 } },
  { slug: 'sysctl', ...LOOKS.sysctl, spec: { sysctl: { 'kernel.shmmni': '321' } } },
  { slug: 'shm-size', ...LOOKS.shmSize, spec: { shm_size: 1_048_576 } },
  { slug: 'init', spec: { init: true }, script: 'cat /proc/1/cmdline', sees: /init/ },
  {
    slug: 'systemd',
    spec: { systemd: 'always' },
    script: 'grep -c -E "^tmpfs (/run|/run/lock|/tmp|/var/log/journal) " /proc/mounts',
    sees: /^4$/,
  },
  {
    slug: 'personality',
    spec: { personality: { domain: 'LINUX32' } },
    script: 'uname -m',
    sees: /^(i686|armv8l)$/,
  },
  {
    slug: 'passwd-entry',
    spec: { user: '1234', passwd_entry: 'mine:*:$UID:0:me:/h:/bin/sh' },
    script: 'tail -n 1 /etc/passwd',
    sees: /^mine:\*:1234:0:me:\/h:\/bin\/sh$/,
  },
  {
    slug: 'passwd',
    spec: { user: '1234' },
    script: 'tail -n 1 /etc/passwd',
    sees: /^1234:\*:1234:0:/,
  },
  { slug: 'hostadd', ...LOOKS.hosts, spec: { hostadd: ['other:1.2.3.4'] } },
  {
    slug: 'dns',
    ...LOOKS.dns,
    spec: {
      netns: ns('bridge'),
      dns_server: ['1.1.1.1'],
      dns_search: ['example.org'],
      dns_option: ['ndots:3'],
    },
  },
  {
    slug: 'use-image-hosts',
    spec: { use_image_hosts: true },
    script: 'ls /etc/hosts 2>&1',
    sees: /No such file/,
    exitCode: 1,
  },
  {
    slug: 'userns',
    spec: { userns: ns('private'), idmappings: { UIDMap: IDS, GIDMap: IDS } },
    script: 'tr -s " " </proc/self/uid_map; stat -c %u:%g /bin/sh; touch /mine && stat -c %u /mine',
    sees: /^ ?0 500000 65536\n0:0\n0$/,
  },
];

/** Runs a row's script in a container made with what the row asks for. */
async function run(scene: Scene, { spec, script }: Omit<Row, 'slug' | 'sees'>) {
  const id = await createLibpod(scene, { ...spec, command: ['sh', '-c', script] });
  (await post(scene, id, 'start')).expect(204);
  return { id, exitCode: await scene.wait(id) };
}

export default [
  ...fieldClauses('libpod.container.create', FIELDS, run),

  clause('libpod.container.create.201.field-volumes-from', async (scene) => {
    const mounts = [{ type: 'bind', source: '/etc', destination: '/theirs' }];
    const from = await createLibpod(scene, { mounts });
    const spec = { volumes_from: [`${from}:ro`] };
    const { id } = await run(scene, { spec, script: 'ls /theirs/passwd' });
    assert.equal(await seen(scene, id), '/theirs/passwd');
  }),

  clause('libpod.container.create.201.field-devices-from', async (scene) => {
    const from = await createLibpod(scene, { devices: [{ path: '/dev/kmsg:/dev/mine:r' }] });
    const { id } = await run(scene, { spec: { devices_from: [from] }, ...LOOKS.device });
    assert.match(await seen(scene, id), LOOKS.device.sees);
  }),

  clause('libpod.container.create.201.field-container-create-command', async (scene) => {
    const containerCreateCommand = ['podman', 'create', 'x'];
    const id = await createLibpod(scene, { containerCreateCommand, annotations: { mine: 'yes' } });
    const { Config } = (await inspectLibpod(scene, id)) as unknown as {
      Config: { CreateCommand: string[]; Annotations: Record<string, string> };
    };
    assert.deepEqual(Config.CreateCommand, containerCreateCommand);
    assert.equal(Config.Annotations['mine'], 'yes');
  }),

  clause('libpod.container.create.201.field-timeout', async (scene) => {
    const id = await createLibpod(scene, { timeout: 1, command: ['sleep', '1000'] });
    (await post(scene, id, 'start')).expect(204);
    await scene.settled(id);
    assert.equal((await inspectLibpod(scene, id)).State.Status, 'exited');
  }),

  clause('libpod.container.create.201.field-restart-tries', async (scene) => {
    const spec = { restart_policy: 'on-failure', restart_tries: 2, command: ['false'] };
    const id = await createLibpod(scene, spec);
    (await post(scene, id, 'start')).expect(204);
    const path = scene.libpod(`/containers/${id}/json`);
    for (let count = 0; count < 2; ) {
      count = ((await scene.send('GET', path)).expect(200).json as { RestartCount: number })
        .RestartCount;
    }
    await scene.wait(id);
    assert.equal((await inspectLibpod(scene, id)).RestartCount, 2);
  }),

  clause('libpod.container.create.201.work-dir-missing', async (scene) => {
    const id = await createLibpod(scene, { work_dir: '/nowhere' });
    const answer = (await post(scene, id, 'start')).expect(500);
    assert.ok(answer.text.includes('/nowhere'), answer.text);
  }),
];
