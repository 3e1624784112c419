import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type {
  DockerContainerCreateRequest,
  DockerHostConfig,
} from '../../../../spec/generated/schemas.gen.ts';
import { BadParameter, NotSupported } from '../../../errors.ts';
import { anyBody } from '../../shared/testing.ts';
import { decodeCreate } from './create-decode.ts';

const host = (HostConfig: DockerHostConfig) => decodeCreate({ Image: 'busybox', HostConfig });
const config = (body: DockerContainerCreateRequest) => decodeCreate({ Image: 'busybox', ...body });

suite('Docker’s create request', () => {
  test('the least that there can be', () => {
    const { process, network, namespaces, resources, restart } = config({});
    assert.deepEqual(process.env, {});
    assert.equal(process.command, undefined);
    assert.deepEqual(namespaces, { network: { mode: 'bridge' } });
    assert.deepEqual(network.networks, {});
    assert.deepEqual(resources, { pids: { limit: -1 }, rlimits: [], sysctl: {} });
    assert.deepEqual(restart, { policy: 'no' });
  });

  test('command, entrypoint and environment', () => {
    const { process } = config({ Cmd: 'ls', Entrypoint: [], Env: ['A=b=c', 'PATH', 'E='] });
    assert.deepEqual(process.command, ['ls']);
    assert.deepEqual(process.entrypoint, []);
    assert.deepEqual(process.env, { A: 'b=c', E: '' });
    assert.deepEqual(process.unsetEnv, ['PATH']);
  });

  test('all ways to ask for a mount', () => {
    const { storage } = config({
      Volumes: { '/anonymous': {}, '/bound': {} },
      HostConfig: {
        Binds: ['/host:/bound:ro,z', 'named:/volume', '/alone'],
        Tmpfs: { '/tmp': 'size=1m,noexec' },
        Mounts: [
          {
            Type: 'bind',
            Source: '/src',
            Target: '/dst',
            ReadOnly: true,
            BindOptions: { Propagation: 'rshared' },
          },
          { Type: 'volume', Source: 'other', Target: '/other', VolumeOptions: { NoCopy: true } },
          { Type: 'tmpfs', Target: '/scratch', TmpfsOptions: { SizeBytes: 64, Mode: 0o700 } },
        ],
      },
    });
    assert.deepEqual(storage.mounts, [
      {
        type: 'bind',
        source: '/host',
        destination: '/bound',
        options: ['ro', 'z'],
        makeSource: true,
      },
      { type: 'bind', source: '/src', destination: '/dst', options: ['ro', 'rshared'] },
      { type: 'tmpfs', destination: '/scratch', options: ['size=64', 'mode=700'] },
      { type: 'tmpfs', destination: '/tmp', options: ['size=1m', 'noexec'] },
    ]);
    assert.deepEqual(storage.volumes, [
      { name: 'named', destination: '/volume', options: [], anonymous: false },
      { name: '', destination: '/alone', options: [], anonymous: true },
      { name: 'other', destination: '/other', options: ['nocopy'], anonymous: false },
      { name: '', destination: '/anonymous', options: [], anonymous: true },
    ]);
  });

  test('ports: published ones are exposed, an empty host port is any', () => {
    const { network } = config({
      ExposedPorts: { '53/udp': {} },
      HostConfig: {
        PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }, { HostPort: '' }] },
      },
    });
    const web = { containerPort: 80, protocol: 'tcp', range: 1 } as const;
    assert.deepEqual(network.ports, [
      { hostIp: '127.0.0.1', hostPort: 8080, ...web },
      { hostIp: '', hostPort: 0, ...web },
    ]);
    assert.deepEqual(network.expose, [
      { port: 53, protocol: 'udp' },
      { port: 80, protocol: 'tcp' },
    ]);
  });

  test('Docker’s default network is the engine’s, whatever it is called', () => {
    for (const NetworkMode of ['', 'default', 'bridge']) {
      const decoded = config({
        HostConfig: { NetworkMode },
        NetworkingConfig: { EndpointsConfig: { bridge: { Aliases: ['a'] } } },
      });
      assert.deepEqual(decoded.namespaces.network, { mode: 'bridge' });
      assert.deepEqual(decoded.network.networks, { podman: { aliases: ['a'], staticIps: [] } });
    }
  });

  test('a network of the client’s own, with addresses', () => {
    const { network } = config({
      HostConfig: { NetworkMode: 'mine' },
      NetworkingConfig: {
        EndpointsConfig: {
          mine: { IPAMConfig: { IPv4Address: '10.1.0.9' }, MacAddress: '02:00:00:00:00:01' },
          other: null,
        },
      },
    });
    assert.deepEqual(network.networks, {
      mine: { aliases: [], staticIps: ['10.1.0.9'], staticMac: '02:00:00:00:00:01' },
      other: { aliases: [], staticIps: [] },
    });
  });

  test('limits in the runtime’s terms', () => {
    const { resources } = host({
      Memory: 64 << 20,
      NanoCpus: 1.5e9,
      PidsLimit: 7,
      MemorySwappiness: -1,
      Ulimits: [{ Name: 'nofile', Soft: 1, Hard: 2 }],
    });
    assert.deepEqual(resources.memory, { limit: 64 << 20, swap: 128 << 20 });
    assert.deepEqual(resources.cpu, { quota: 150_000, period: 100_000 });
    assert.deepEqual(resources.pids, { limit: 7 });
    assert.deepEqual(resources.rlimits, [{ type: 'RLIMIT_NOFILE', soft: 1, hard: 2 }]);
  });

  test('namespaces and security options', () => {
    const { namespaces, security } = host({
      IpcMode: 'container:web',
      PidMode: 'host',
      CgroupnsMode: 'private',
      SecurityOpt: ['no-new-privileges', 'seccomp=unconfined', 'label:disable'],
      MaskedPaths: [],
    });
    assert.deepEqual(namespaces.ipc, { mode: 'container', container: 'web' });
    assert.deepEqual(namespaces.pid, { mode: 'host' });
    assert.deepEqual(namespaces.cgroup, { mode: 'private' });
    assert.equal(security.noNewPrivileges, true);
    assert.equal(security.seccompProfile, 'unconfined');
    assert.deepEqual(security.selinuxOptions, ['disable']);
    assert.ok(security.unmask.includes('/proc/kcore'));
  });

  const refused: [what: string, body: DockerContainerCreateRequest, message: RegExp][] = [
    ['no image', { Image: '' }, /no Image/],
    ['a bind of three colons', { HostConfig: { Binds: ['a:/b:ro:z'] } }, /invalid volume/],
    ['an unknown mode of a bind', { HostConfig: { Binds: ['a:/b:fast'] } }, /invalid mode: fast/],
    ['a bad volume name', { HostConfig: { Binds: ['../a:/b'] } }, /invalid characters/],
    ['a mount without target', { HostConfig: { Mounts: [{ Type: 'bind' }] } }, /Target/],
    ['a bad port', { ExposedPorts: { 'x/tcp': {} } }, /invalid port specification: "x\/tcp"/],
    ['too little memory', { HostConfig: { Memory: 1 } }, /Minimum memory limit/],
    ['a strange ipc mode', { HostConfig: { IpcMode: 'odd' } }, /invalid IpcMode: odd/],
    ['a strange option', { HostConfig: { SecurityOpt: ['odd'] } }, /security-opt/],
    ['a bad device rule', { HostConfig: { DeviceCgroupRules: ['x'] } }, /device cgroup rule/],
    ['a nameless variable', { Env: ['=x'] }, /invalid environment variable: =x/],
    ['a signal that is none', { StopSignal: 'FOO' }, /invalid signal: FOO/],
    ['negative times', { Healthcheck: { Interval: -1 } }, /Interval in Healthcheck/],
  ];
  for (const [what, body, message] of refused) {
    test(`${what} is refused`, () => {
      assert.throws(
        () => config(body),
        (error) => error instanceof BadParameter && message.test(error.message),
      );
    });
  }

  test('any body of the right types is understood or refused', () => {
    anyBody('compat.container.create', (body) => {
      try {
        decodeCreate(body);
      } catch (error) {
        assert.ok(error instanceof BadParameter || error instanceof NotSupported, String(error));
      }
    });
  });
});
