import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ContainerCreate } from '../../../../spec/generated/schemas.gen.ts';
import { BadParameter } from '../../../errors.ts';
import { anyBody } from '../../shared/testing.ts';
import { decodeCreate } from './create-decode.ts';

/** What `podman --remote create` 4.3.1 sends for a container with many options. */
const BUSY: ContainerCreate = {
  name: 'busy',
  image: 'localhost/busybox',
  entrypoint: ['a', 'b'],
  command: ['sleep', '1000'],
  env: { A: 'b' },
  terminal: true,
  stdin: true,
  labels: { x: 'y' },
  stop_signal: 2,
  stop_timeout: 3,
  timeout: 5,
  log_configuration: { driver: 'k8s-file', size: 1_000_000, options: { tag: 't' } },
  restart_policy: 'on-failure',
  restart_tries: 2,
  systemd: 'true',
  sdnotifyMode: 'container',
  pidns: { nsmode: 'host' },
  utsns: { nsmode: 'private' },
  ipcns: {},
  userns: { nsmode: 'host' },
  netns: { nsmode: 'bridge' },
  cgroups_mode: 'enabled',
  cgroup_parent: '/foo',
  init: true,
  mounts: [
    { destination: '/mnt', type: 'bind', source: '/tmp', options: ['ro', 'Z'] },
    { destination: '/scratch', type: 'tmpfs', source: 'tmpfs', options: ['size=1m'] },
  ],
  volumes: [
    { Name: 'kept', Dest: '/data', Options: ['nocopy'], IsAnonymous: false },
    { Name: '', Dest: '/anonymous', IsAnonymous: false },
  ],
  devices: [{ path: '/dev/null:/dev/xnull:rw', type: '', major: 0, minor: 0 }],
  device_cgroup_rule: [{ allow: true, type: 'c', major: 1, minor: -1, access: 'rwm' }],
  groups: ['44'],
  cap_add: ['NET_ADMIN'],
  no_new_privileges: true,
  seccomp_profile_path: 'unconfined',
  mask: ['/proc/foo'],
  portmappings: [
    { host_ip: '127.0.0.1', container_port: 80, host_port: 8080, range: 1, protocol: '' },
    { container_port: 53, host_port: 5300, range: 3, protocol: 'tcp,udp' },
  ],
  expose: { '99': 'tcp' },
  Networks: {
    default: { static_ips: ['10.88.7.7'], aliases: ['foo'], static_mac: '02:00:00:00:00:77' },
  },
  hostadd: ['foo:1.2.3.4'],
  resource_limits: {
    memory: { limit: 64 << 20, swap: 128 << 20 },
    cpu: { quota: 50_000, period: 100_000 },
    pids: { limit: 100 },
    blockIO: { weight: 100 },
  },
  throttleReadBpsDevice: { '/dev/vda': { major: 0, minor: 0, rate: 1024 } },
  r_limits: [{ type: 'nofile', hard: 200, soft: 100 }],
  oom_score_adj: 5,
  healthconfig: { Test: ['CMD-SHELL', 'true'], Interval: 5e9, Retries: 3 },
  health_check_on_failure_action: 2,
};

suite('SpecGenerator', () => {
  const config = decodeCreate(BUSY);

  test('the process', () => {
    assert.deepEqual(config.process.entrypoint, ['a', 'b']);
    assert.equal(config.process.env['A'], 'b');
    assert.equal(config.process.init, true);
    assert.deepEqual(config.process.groups, ['44']);
    assert.equal(config.stopSignal, 2);
    assert.equal(config.stopTimeout, 3);
  });

  test('namespaces: empty choices are the engine’s', () => {
    assert.deepEqual(config.namespaces, {
      pid: { mode: 'host' },
      uts: { mode: 'private' },
      user: { mode: 'host' },
      network: { mode: 'bridge' },
    });
  });

  test('mounts, volumes and devices', () => {
    assert.deepEqual(config.storage.mounts, BUSY.mounts);
    assert.deepEqual(config.storage.volumes, [
      { name: 'kept', destination: '/data', options: ['nocopy'], anonymous: false },
      { name: '', destination: '/anonymous', options: [], anonymous: true },
    ]);
    assert.deepEqual(config.storage.devices, [
      { source: '/dev/null', destination: '/dev/xnull', permissions: 'rw' },
    ]);
    assert.deepEqual(config.storage.deviceCgroupRules, [
      { allow: true, type: 'c', major: 1, access: 'rwm' },
    ]);
  });

  test('ports and networks', () => {
    const dns = { hostIp: '', hostPort: 5300, containerPort: 53, range: 3 };
    assert.deepEqual(config.network.ports, [
      { hostIp: '127.0.0.1', hostPort: 8080, containerPort: 80, protocol: 'tcp', range: 1 },
      { ...dns, protocol: 'tcp' },
      { ...dns, protocol: 'udp' },
    ]);
    assert.deepEqual(config.network.networks, {
      podman: { aliases: ['foo'], staticIps: ['10.88.7.7'], staticMac: '02:00:00:00:00:77' },
    });
  });

  test('limits', () => {
    assert.deepEqual(config.resources, {
      cpu: { quota: 50_000, period: 100_000 },
      memory: { limit: 64 << 20, swap: 128 << 20 },
      pids: { limit: 100 },
      blockIO: { weight: 100, throttleReadBpsDevice: [{ path: '/dev/vda', rate: 1024 }] },
      rlimits: [{ type: 'RLIMIT_NOFILE', hard: 200, soft: 100 }],
      oomScoreAdj: 5,
      sysctl: {},
    });
  });

  test('the rest', () => {
    assert.deepEqual(config.log, {
      driver: 'k8s-file',
      options: { tag: 't', 'max-size': '1000000' },
      tag: 't',
    });
    assert.deepEqual(config.restart, { policy: 'on-failure', tries: 2 });
    assert.deepEqual(config.health, {
      test: ['CMD-SHELL', 'true'],
      interval: 5e9,
      retries: 3,
      onFailure: 'kill',
    });
  });

  test('the forms of libpod below 4: one address for one network', () => {
    const { network } = decodeCreate({
      image: 'a',
      cni_networks: ['mine'],
      aliases: { mine: ['web'] },
      static_ip: [10, 1, 0, 9],
      static_mac: [2, 0, 0, 0, 0, 255],
    });
    assert.deepEqual(network.networks, {
      mine: { aliases: ['web'], staticIps: ['10.1.0.9'], staticMac: '02:00:00:00:00:ff' },
    });
  });

  const refused: [what: string, spec: ContainerCreate, message: RegExp][] = [
    ['a bridge for pids', { pidns: { nsmode: 'bridge' } }, /invalid pid namespace "bridge"/],
    ['a container without name', { ipcns: { nsmode: 'container' } }, /needs a value/],
    ['a protocol that is none', { portmappings: [{ container_port: 1, protocol: 'x' }] }, /"x"/],
    ['a port that is none', { expose: { x: 'tcp' } }, /invalid port "x"/],
    ['a relative device', { devices: [{ path: 'null' }] }, /invalid device specification/],
    [
      'an unknown action',
      { healthconfig: { Test: ['a'] }, health_check_on_failure_action: 1 },
      /on-failure/,
    ],
    [
      'two networks for one address',
      { cni_networks: ['a', 'b'], static_ip: '10.0.0.1' },
      /one network/,
    ],
  ];
  for (const [what, spec, message] of refused) {
    test(`${what} is refused`, () => {
      assert.throws(
        () => decodeCreate({ image: 'a', ...spec }),
        (error) => error instanceof BadParameter && message.test(error.message),
      );
    });
  }

  test('any body of the right types is understood or refused', () => {
    anyBody('libpod.container.create', (spec) => {
      try {
        decodeCreate(spec);
      } catch (error) {
        assert.ok(error instanceof BadParameter, String(error));
      }
    });
  });
});
