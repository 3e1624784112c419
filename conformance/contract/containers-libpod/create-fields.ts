import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { written } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, post } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';
import { CGROUP_FILES, cgroupFile } from '../../suite/cgroup-files.ts';

/** A member of the body, what a program in the container looks at, and what it must see. */
interface Field {
  /** The clause is `201.field-SLUG`. */
  slug: string;
  spec: Record<string, unknown>;
  script: string;
  sees: RegExp;
  /** Ends with another code than 0. */
  exitCode?: number;
  needs?: 'cgroup-limits';
}

const status = (row: string) => `grep ^${row}: /proc/self/status`;
const mounted = (place: string) => `grep " ${place} " /proc/mounts`;
const ns = (nsmode: string) => ({ nsmode });
const IDS = [{ container_id: 0, host_id: 500_000, size: 65_536 }];

const FIELDS: readonly Field[] = [
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
  { slug: 'user', spec: { user: '1234:777' }, script: 'id -u; id -g', sees: /^1234\n777$/ },
  { slug: 'groups', spec: { groups: ['44'] }, script: 'id -G', sees: /\b44\b/ },
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
  {
    slug: 'devices',
    spec: { devices: [{ path: '/dev/kmsg:/dev/mine:r' }] },
    script: 'stat -c "%t:%T %F" /dev/mine',
    sees: /^1:b character special file$/,
  },
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
    spec: { mounts: [{ type: 'bind', source: '/etc', destination: '/b', options: ['ro'] }] },
    script: mounted('/b'),
    sees: / \/b \S+ ro,/,
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
  { slug: 'mask', spec: { mask: ['/etc/passwd'] }, script: 'wc -c </etc/passwd', sees: /^0$/ },
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
  {
    slug: 'pidns',
    spec: { pidns: ns('host') },
    script: 'test $$ -gt 1 && echo yes',
    sees: /^yes$/,
  },
  {
    slug: 'ipcns',
    spec: { ipcns: ns('none') },
    script: `${mounted('/dev/shm')}; echo end`,
    sees: /^end$/,
  },
  {
    slug: 'utsns',
    spec: { utsns: ns('host'), pidns: ns('host') },
    script: 'test "$(readlink /proc/1/ns/uts)" = "$(readlink /proc/self/ns/uts)" || hostname',
    sees: /^(?![0-9a-f]{12}$)/,
  },
  {
    slug: 'cgroupns',
    spec: { cgroupns: ns('private') },
    script: 'cut -d: -f3 /proc/self/cgroup | sort -u',
    sees: /^\/$/,
  },
  { slug: 'netns', spec: { netns: ns('none') }, script: 'ls /sys/class/net', sees: /^lo$/ },
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
    spec: {
      ...CGROUP_FILES,
      resource_limits: { memory: { limit: 67_108_864, reservation: 33_554_432 } },
    },
    script: `${cgroupFile('memory.limit_in_bytes', 'memory.max')}; ${cgroupFile('memory.soft_limit_in_bytes', 'memory.low')}`,
    sees: /^67108864\n33554432$/,
    needs: 'cgroup-limits',
  },
  {
    slug: 'cpuset',
    spec: { ...CGROUP_FILES, resource_limits: { cpu: { cpus: '0' } } },
    script: cgroupFile('cpuset.cpus', 'cpuset.cpus'),
    sees: /^0$/,
    needs: 'cgroup-limits',
  },
  {
    slug: 'r-limits',
    spec: {
      r_limits: [
        { type: 'nofile', soft: 100, hard: 200 },
        { type: 'nproc', soft: 1000, hard: 1000 },
      ],
    },
    script: 'ulimit -Sn; ulimit -Hn',
    sees: /^100\n200$/,
  },
  {
    slug: 'oom-score-adj',
    spec: { oom_score_adj: 500 },
    script: 'cat /proc/self/oom_score_adj',
    sees: /^500$/,
  },
  {
    slug: 'sysctl',
    spec: { sysctl: { 'kernel.shmmni': '321' } },
    script: 'cat /proc/sys/kernel/shmmni',
    sees: /^321$/,
  },
  {
    slug: 'shm-size',
    spec: { shm_size: 1_048_576 },
    script: mounted('/dev/shm'),
    sees: /size=1024k/,
  },
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
  {
    slug: 'hostadd',
    spec: { hostadd: ['other:1.2.3.4'] },
    script: 'cat /etc/hosts',
    sees: /^1\.2\.3\.4\s+other$/m,
  },
  {
    slug: 'dns',
    spec: {
      netns: ns('bridge'),
      dns_server: ['1.1.1.1'],
      dns_search: ['example.org'],
      dns_option: ['ndots:3'],
    },
    script: 'cat /etc/resolv.conf',
    sees: /(?=[^]*^search example\.org$)(?=[^]*^nameserver 1\.1\.1\.1$)[^]*^options ndots:3$/m,
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

/** Makes a container with the field, runs it to its end, and gives what it wrote. */
async function run(scene: Scene, { spec, script }: Field): Promise<{ code: number; text: string }> {
  const id = await createLibpod(scene, { ...spec, command: ['sh', '-c', script] });
  (await post(scene, id, 'start')).expect(204);
  const code = await scene.wait(id);
  return { code, text: (await written(scene, id)).stdout.replaceAll('\0', ' ').trim() };
}

export default [
  ...FIELDS.map((field) =>
    clause(
      `libpod.container.create.201.field-${field.slug}`,
      async (scene) => {
        const { code, text } = await run(scene, field);
        assert.match(text, field.sees);
        assert.equal(code, field.exitCode ?? 0, text);
      },
      field.needs ? { needs: [field.needs] } : {},
    ),
  ),

  clause('libpod.container.create.201.field-volumes-from', async (scene) => {
    const mounts = [{ type: 'bind', source: '/etc', destination: '/theirs' }];
    const from = await createLibpod(scene, { mounts });
    const field = { slug: '', script: 'ls /theirs/passwd', sees: /^/ };
    const { text } = await run(scene, { ...field, spec: { volumes_from: [`${from}:ro`] } });
    assert.equal(text, '/theirs/passwd');
  }),

  clause('libpod.container.create.201.field-devices-from', async (scene) => {
    const from = await createLibpod(scene, { devices: [{ path: '/dev/kmsg:/dev/mine:r' }] });
    const field = { slug: '', script: 'stat -c "%t:%T" /dev/mine', sees: /^/ };
    const { text } = await run(scene, { ...field, spec: { devices_from: [from] } });
    assert.equal(text, '1:b');
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
