import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { dockerArchive, file, images, tar } from '../fixtures/index.ts';
import { startDaemon } from './daemon.ts';
import type { Daemon } from './daemon.ts';
import { silentLog } from './log.ts';

/** Requests that make no sense, through a real socket: what is answered, and that nothing changed. */

let folder = '';
let daemon: Daemon;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refpod-bad-input-'));
  await chmod(folder, 0o711);
  daemon = await startDaemon({
    root: join(folder, 'root'),
    runroot: join(folder, 'run'),
    addresses: [{ kind: 'unix', path: socket() }],
    idleSeconds: 0,
    log: silentLog,
  });
  const loaded = await send('POST', '/v1.41/images/load', await dockerArchive([images.busybox()]));
  assert.equal(loaded.status, 200);
  assert.equal((await create('compat', { name: 'taken' })).status, 201);
});

after(async () => {
  await send('DELETE', '/v1.41/containers/taken?force=true');
  await daemon.stop();
  await rm(folder, { recursive: true });
});

const socket = () => join(folder, 'socket');

interface Answer {
  status: number;
  message: string;
}

function send(method: string, path: string, body?: Buffer | object): Promise<Answer> {
  const isArchive = Buffer.isBuffer(body);
  const type = isArchive ? 'application/x-tar' : 'application/json';
  return new Promise((resolve, reject) => {
    request({ socketPath: socket(), method, path, headers: { 'content-type': type } }, (answer) => {
      const told = text(answer).then((words) => ({
        status: answer.statusCode ?? 0,
        message: words.startsWith('{"cause"')
          ? (JSON.parse(words) as { message: string }).message
          : words,
      }));
      told.then(resolve, reject);
    })
      .on('error', reject)
      .end(isArchive || body === undefined ? body : JSON.stringify(body));
  });
}

type Tree = 'compat' | 'libpod';

const USUAL = {
  compat: { Image: 'localhost/busybox', Cmd: ['true'], HostConfig: { NetworkMode: 'none' } },
  libpod: { image: 'localhost/busybox', command: ['true'], netns: { nsmode: 'none' } },
};

function create(tree: Tree, members: Record<string, unknown>): Promise<Answer> {
  const { name = '', HostConfig, ...rest } = members as { name?: string; HostConfig?: object };
  if (tree === 'libpod') {
    const body = { ...USUAL.libpod, ...(name ? { name } : {}), ...rest };
    return send('POST', '/v4.0.0/libpod/containers/create', body);
  }
  const usual = USUAL.compat;
  const body = { ...usual, ...rest, HostConfig: { ...usual.HostConfig, ...HostConfig } };
  return send('POST', `/v1.41/containers/create?name=${name}`, body);
}

/** All that a request could have left: rows, folders, volumes. */
async function remains(): Promise<unknown> {
  const list = async (path: string) => (await send('GET', path)).message;
  const names = async (...parts: string[]) => readdir(join(folder, ...parts)).catch(() => []);
  return {
    containers: await list('/v4.0.0/libpod/containers/json?all=true'),
    volumes: await list('/v4.0.0/libpod/volumes/json'),
    layers: await names('root', 'overlay'),
    folders: await names('root', 'volumes'),
  };
}

type Case = [members: Record<string, unknown>, names: RegExp, status?: number];

/** Each with a volume that is made before the rest is looked at, which has to go again. */
const libpod: readonly Case[] = [
  [{ image: 'localhost/nobody' }, /localhost\/nobody/, 404],
  [{ name: 'taken' }, /taken/, 409],
  [{ name: '-x' }, /-x/],
  [{ command: 'text' }, /command/],
  [{ terminal: 'yes' }, /terminal/],
  [{ labels: ['a'] }, /labels/],
  [{ restart_policy: 'sometimes' }, /restart_policy.*sometimes/],
  [{ restart_policy: 'always', restart_tries: 2 }, /retry count.*always/],
  [{ image_volume_mode: 'some' }, /image_volume_mode.*some/],
  [{ systemd: 'maybe' }, /systemd.*maybe/],
  [{ sdnotifyMode: 'loud' }, /sdnotifyMode.*loud/],
  [{ cgroups_mode: 'none' }, /cgroups_mode.*none/],
  [{ seccomp_policy: 'hard' }, /seccomp_policy.*hard/],
  [{ seccomp_profile_path: '/no/profile' }, /\/no\/profile/],
  [{ pidns: { nsmode: 'bridge' } }, /pid.*bridge/],
  [{ ipcns: { nsmode: 'container', value: 'nobody' } }, /nobody/, 404],
  [{ netns: { nsmode: 'path', value: '/no/ns' } }, /\/no\/ns/],
  [{ userns: { nsmode: 'private' } }, /userns.*idmappings/],
  [{ userns: { nsmode: 'keep-id' } }, /keep-id/],
  [{ shm_size: -1 }, /shm_size.*-1/],
  [{ shm_size: 10, ipcns: { nsmode: 'host' } }, /shm_size.*ipcns/],
  [{ stop_timeout: -1 }, /stop_timeout.*-1/],
  [{ stop_signal: 99 }, /99/],
  [{ umask: '9' }, /umask 9/],
  [{ timezone: 'No/Where' }, /No\/Where/],
  [{ oom_score_adj: 2000 }, /2000/],
  [{ cap_add: ['CAP_FLY'] }, /CAP_FLY/],
  [{ cap_add: ['KILL'], cap_drop: ['KILL'] }, /CAP_KILL.*dropped and added/],
  [{ r_limits: [{ type: 'sleep', soft: 1, hard: 1 }] }, /sleep/],
  [{ r_limits: [{ type: 'nofile', soft: 2, hard: 1 }] }, /2 > 1/],
  [{ resource_limits: { memory: { limit: -2 } } }, /memory.*-2/],
  [{ resource_limits: { memory: { swap: 1 } } }, /Memory limit.*Memoryswap/],
  [{ resource_limits: { cpu: { cpus: '5000' } } }, /5000/],
  [{ resource_limits: { cpu: { period: 1 } } }, /period/],
  [{ sysctl: { 'net.a': '1' }, netns: { nsmode: 'host' } }, /net\.a.*network/],
  [{ devices: [{ path: '/dev/nothing' }] }, /\/dev\/nothing/],
  [{ mounts: [{ type: 'bind', source: '/nothing', destination: '/a' }] }, /\/nothing/],
  [{ mounts: [{ type: 'bind', source: '/etc', destination: 'a' }] }, /"a"/],
  [{ mounts: [{ type: 'tmpfs', destination: '/a', options: ['odd'] }] }, /odd/],
  [{ mounts: [{ type: 'tmpfs', destination: '/a', options: ['ro', 'rw'] }] }, /'ro' and 'rw'/],
  [{ volumes_from: ['nobody'] }, /nobody/, 404],
  [{ image_volumes: [{ Source: 'localhost/nobody', Destination: '/i' }] }, /nobody/, 404],
  [{ hostadd: ['a'] }, /"a"/],
  [{ hostadd: ['a:1.1.1.1'], use_image_hosts: true }, /use_image_hosts.*hostadd/],
  [{ dns_server: ['a'] }, /name server: a/],
  [{ dns_search: ['a'], use_image_resolve_conf: true }, /use_image_resolve_conf.*dns_search/],
  [{ Networks: { nowhere: {} }, netns: { nsmode: 'bridge' } }, /nowhere/, 404],
  [{ portmappings: [{ container_port: 1, protocol: 'ip' }] }, /"ip"/],
  [{ log_configuration: { driver: 'parrot' } }, /parrot/],
  [{ init: true, init_path: '/no/init' }, /\/no\/init/],
  [{ init: true, systemd: 'always' }, /init.*systemd/],
  [{ hostname: 'a', utsns: { nsmode: 'host' } }, /hostname.*UTS/],
  [{ rootfs: '/tmp' }, /image.*rootfs/],
  [{ image: '', rootfs: '/no/root' }, /\/no\/root/, 404],
  [{ throttleReadBpsDevice: { '/dev/nothing': { rate: 1 } } }, /\/dev\/nothing/],
  [{ storage_opts: { size: '1g' } }, /size/],
];

const compat: readonly Case[] = [
  [{ Image: 'localhost/nobody' }, /localhost\/nobody/, 404],
  [{ name: 'taken' }, /taken/, 409],
  [{ Env: 'A=b' }, /Env/],
  [{ HostConfig: { Memory: 'much' } }, /Memory/],
  [{ HostConfig: { Memory: 1 } }, /memory/i],
  [{ HostConfig: { RestartPolicy: { Name: 'sometimes' } } }, /sometimes/],
  [{ HostConfig: { Binds: ['/a:/b:odd'] } }, /odd/],
  [{ HostConfig: { Mounts: [{ Type: 'carpet', Target: '/a' }] } }, /carpet/],
  [{ HostConfig: { CapAdd: ['FLY'] } }, /FLY/],
  [{ HostConfig: { Ulimits: [{ Name: 'sleep', Soft: 1, Hard: 1 }] } }, /sleep/],
  [{ HostConfig: { SecurityOpt: ['odd=1'] } }, /odd/],
  [{ HostConfig: { LogConfig: { Type: 'parrot' } } }, /parrot/],
  [{ HostConfig: { PidMode: 'container:nobody' } }, /nobody/],
  [{ HostConfig: { IpcMode: 'odd' } }, /odd/],
  [{ HostConfig: { DeviceCgroupRules: ['odd'] } }, /odd/],
  [{ StopSignal: 'SIGODD' }, /SIGODD/],
  [{ WorkingDir: 'relative' }, /relative/],
];

const volume = { libpod: { volumes: [{ Dest: '/made' }] }, compat: { Volumes: { '/made': {} } } };

async function isRefused(tree: Tree, [members, names, status = 400]: Case): Promise<void> {
  const before = await remains();
  const answer = await create(tree, { ...volume[tree], ...members });
  assert.equal(answer.status, status, `${JSON.stringify(members)}: ${answer.message}`);
  assert.match(answer.message, names);
  assert.deepEqual(await remains(), before);
}

describe('create refuses, names the thing, and leaves nothing', () => {
  for (const [tree, cases] of Object.entries({ libpod, compat })) {
    for (const one of cases) {
      test(`${tree}: ${JSON.stringify(one[0])}`, () => isRefused(tree as Tree, one));
    }
  }

  test('whatever else is wrong with the request', async () => {
    const ones = fc.oneof(
      fc.tuple(fc.constant('libpod' as const), fc.subarray([...libpod], { minLength: 2 })),
      fc.tuple(fc.constant('compat' as const), fc.subarray([...compat], { minLength: 2 })),
    );
    await fc.assert(
      fc.asyncProperty(ones, async ([tree, cases]) => {
        const before = await remains();
        const members: Record<string, unknown> = { ...volume[tree] };
        for (const [wrong] of cases) Object.assign(members, wrong);
        const answer = await create(tree, members);
        assert.ok([400, 404, 409].includes(answer.status), answer.message);
        assert.deepEqual(await remains(), before);
      }),
      { numRuns: 60 },
    );
  });
});

test('a name that several ids begin with is told from one that none has', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 17; count += 1) {
    const { message } = await create('compat', {});
    ids.push((JSON.parse(message) as { Id: string }).Id);
  }
  const first = ids.find((id, at) => ids.some((other, i) => i !== at && other[0] === id[0]))?.[0];
  for (const path of [
    `/v1.41/containers/${first}/json`,
    `/v4.0.0/libpod/containers/${first}/json`,
  ]) {
    const answer = await send('GET', path);
    assert.ok([400, 500].includes(answer.status), `${answer.status} ${answer.message}`);
    assert.match(answer.message, new RegExp(`${first}`));
  }
  assert.equal((await send('GET', '/v1.41/containers/nobody/json')).status, 404);
  for (const id of ids) assert.equal((await send('DELETE', `/v1.41/containers/${id}`)).status, 204);
});

describe('archives that are none, or are cut short, change nothing', () => {
  const put = (body: Buffer) => send('PUT', '/v1.41/containers/taken/archive?path=/root', body);
  const listed = () => send('HEAD', '/v1.41/containers/taken/archive?path=/root/a');

  for (const [what, make] of [
    ['text', async () => Buffer.from('this is no archive, whatever its length may be '.repeat(40))],
    ['cut within a file', async () => (await tar([file('a', 'x'.repeat(5000))])).subarray(0, 2000)],
    ['cut within a header', async () => (await tar([file('a', 'x')])).subarray(0, 300)],
    ['one that leads out', async () => tar([file('../../a', 'x')])],
  ] as const) {
    test(what, async () => {
      const answer = await put(await make());
      assert.equal(answer.status, 400, answer.message);
      assert.equal((await listed()).status, 404);
    });
  }

  test('any part of an archive', async () => {
    const whole = await tar([file('a', 'x'.repeat(3000)), file('b', 'y')]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 512 + 3000 }), async (length) => {
        assert.equal((await put(whole.subarray(0, length))).status, 400);
        assert.equal((await listed()).status, 404);
      }),
      { numRuns: 25 },
    );
  });
});
