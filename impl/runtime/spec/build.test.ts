import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { ContainerConfig } from '../../container-config.ts';
import { TestRuntime } from '../test-support.ts';

/** What a real container says of itself, for what `buildSpec` promised. */
describe('a container made from its configuration', () => {
  let host: TestRuntime;
  before(async () => {
    host = await TestRuntime.open();
  });
  after(() => host.close());

  async function output(
    script: string,
    change: (config: ContainerConfig) => void = () => undefined,
  ): Promise<string> {
    const bundle = await host.run(['sh', '-c', script], {}, change);
    const { exitCode } = await host.exits.wait(bundle.id);
    await host.runtime.delete(bundle.id);
    const lines = readFileSync(bundle.logPath ?? '', 'utf8')
      .split('\n')
      .slice(0, -1);
    const text = lines.map((line) => line.split(' ').slice(3).join(' ')).join('\n');
    assert.equal(exitCode, 0, text);
    return text;
  }

  test('capabilities, seccomp, environment, umask, host name, limits', async () => {
    const text = await output(
      'grep -E "CapEff|CapBnd|Seccomp:|NoNewPrivs" /proc/self/status; env; umask; hostname; ulimit -n',
    );
    assert.match(text, /CapEff:\s+00000000a80425fb/);
    assert.match(text, /CapBnd:\s+00000000a80425fb/);
    assert.match(text, /Seccomp:\s+2/);
    assert.match(text, /NoNewPrivs:\s+0/);
    assert.match(text, /^HOME=\/root$/m);
    assert.match(text, /^HOSTNAME=test$/m);
    assert.match(text, /^0022\ntest\n\d+$/m);
  });

  test('masked and read-only paths, /sys', async () => {
    const script = [
      'echo a=$(ls /proc/acpi /sys/firmware | wc -l)',
      'echo b=$(cat /proc/timer_list | wc -c)',
      'touch /proc/sys/x 2>&1; touch /sys/x 2>&1; true',
    ].join(';');
    const text = await output(script);
    assert.match(text, /^b=0$/m);
    assert.match(text, /\/proc\/sys\/x: (?:Read-only file system|No such file)/);
    assert.match(text, /\/sys\/x: Read-only file system/);
  });

  test('a privileged container has all of the host', async () => {
    const script = 'grep -E "CapEff|Seccomp:" /proc/self/status; ls /dev; mount | grep " /sys "';
    const text = await output(script, ({ security }) => {
      security.privileged = true;
    });
    const own = /CapBnd:\s+(\w+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    assert.match(text, new RegExp(`CapEff:\\s+${own}`));
    assert.match(text, /Seccomp:\s+0/);
    assert.match(text, /^kmsg$/m);
    assert.match(text, /on \/sys type sysfs \(rw/);
  });

  test('another user, with groups, added capabilities and a folder of work to be made', async () => {
    const text = await output('id; grep CapEff /proc/self/status; pwd; echo $HOME', (config) => {
      config.process.user = '1000:1000';
      config.process.groups = ['2000'];
      config.process.workDir = '/tmp/new/folder';
      config.security.capAdd = ['net_raw'];
    });
    assert.match(text, /uid=1000 gid=1000 groups=1000,2000/);
    assert.match(text, /CapEff:\s+0000000000002000/);
    assert.match(text, /^\/tmp\/new\/folder\n\/$/m);
  });

  test('Docker gives another user no added capability', async () => {
    const text = await output('grep -E "CapEff|CapAmb|CapBnd" /proc/self/status', (config) => {
      config.tree = 'compat';
      config.process.user = '1000';
      config.security.capAdd = ['net_admin'];
    });
    assert.match(text, /CapEff:\s+0+$/m);
    assert.match(text, /CapBnd:\s+00000000a80435fb/);
    assert.match(text, /CapAmb:\s+0+$/m);
  });

  test('init is process 1 and reaps; no new privileges; read-only root with tmpfs', async () => {
    const script =
      'cat /proc/1/comm; grep NoNewPrivs /proc/self/status; touch /x 2>&1; touch /tmp/x && echo ok';
    const text = await output(script, (config) => {
      config.process.init = true;
      config.security.noNewPrivileges = true;
      config.security.readOnlyRoot = true;
    });
    assert.match(text, /^(?:podman-init|catatonit)$/m);
    assert.match(text, /NoNewPrivs:\s+1/);
    assert.match(text, /\/x: Read-only file system/);
    assert.match(text, /^ok$/m);
  });

  test('a seccomp filter does the same compiled and as a section', async () => {
    const profile = {
      defaultAction: 'SCMP_ACT_ALLOW',
      archMap: [{ architecture: 'SCMP_ARCH_X86_64' }, { architecture: 'SCMP_ARCH_AARCH64' }],
      syscalls: [
        { names: ['mkdir', 'mkdirat', 'nosuchcall'], action: 'SCMP_ACT_ERRNO', errnoRet: 28 },
        { names: ['getpid'], action: 'SCMP_ACT_ALLOW' },
        {
          names: ['kill'],
          action: 'SCMP_ACT_ERRNO',
          args: [{ index: 1, value: 10, valueTwo: 0, op: 'SCMP_CMP_EQ' }],
        },
      ],
    };
    const script = [
      'grep Seccomp: /proc/self/status',
      'mkdir /tmp/a 2>&1',
      'trap "echo usr2" USR2; kill -USR1 $$ 2>&1; kill -USR2 $$',
      'true',
    ].join(';');
    const outputs = [];
    for (const takesSeccompProgram of [true, false]) {
      host.specHost = { layout: host.runtime.layout, takesSeccompProgram };
      const change = ({ security }: ContainerConfig) => {
        security.seccompProfile = JSON.stringify(profile);
      };
      outputs.push(await output(script, change));
    }
    host.specHost = host.runtime;
    assert.match(outputs[0] ?? '', /Seccomp:\s+2\n.*No space left.*\n.*not permitted\nusr2$/s);
    assert.equal(outputs[0], outputs[1]);
  });

  test('limits reach the kernel', async () => {
    const script = 'ulimit -n; ulimit -c; stat -f -c %b:%S /dev/shm; cat /proc/self/oom_score_adj';
    const change = (config: ContainerConfig) => {
      config.resources = {
        memory: { limit: 64 << 20, swap: 64 << 20 },
        cpu: { shares: 512, quota: 50000, period: 100000, cpus: '0' },
        pids: { limit: 33 },
        oomScoreAdj: 300,
        rlimits: [
          { type: 'nofile', soft: 100, hard: 200 },
          { type: 'core', soft: -1, hard: -1 },
        ],
        sysctl: { 'net.ipv4.ip_forward': '1' },
      };
      config.storage.shmSize = 1 << 20;
    };
    assert.match(await output(script, change), /^100\nunlimited\n256:4096\n300$/);
    const forward = await output('cat /proc/sys/net/ipv4/ip_forward', change);
    assert.equal(forward, '1');
  });

  test('namespaces of the host and devices', async () => {
    const text = await output(
      'hostname; ls -l /dev/nil; echo x > /dev/nil && echo wrote',
      (config) => {
        config.namespaces = {
          uts: { mode: 'host' },
          pid: { mode: 'host' },
          network: { mode: 'host' },
        };
        config.storage.devices = [
          { source: '/dev/null', destination: '/dev/nil', permissions: 'rw' },
        ];
      },
    );
    assert.match(
      text,
      new RegExp(`^${readFileSync('/proc/sys/kernel/hostname', 'utf8').trim()}$`, 'm'),
    );
    assert.match(text, /^wrote$/m);
  });
});
