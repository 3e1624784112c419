import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { snapshot } from './leaks.ts';

const checker = fileURLToPath(new URL('leak-check.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

/** Runs a shell command under the leak check, in namespaces of its own, as ci/test runs it. */
function check(command: string) {
  const namespaces = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const shell = `for shared in /run /dev/shm /sys/fs/cgroup; do mount -t tmpfs tmpfs $shared; done
    mkdir /run/netns /run/tmp
    "$@"; exit $?`; // not exec: the first process must be one that reaps orphans
  const checked = [process.execPath, '--import', tsx, checker, 'sh', '-c', command];
  return spawnSync('unshare', [...namespaces, 'sh', '-c', shell, 'sh', ...checked], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TMPDIR: '/run/tmp' },
  });
}

test('a command that leaves nothing passes in silence, and its exit code is handed on', () => {
  const { status, stdout, stderr } = check(
    'echo made; touch $TMPDIR/made; rm $TMPDIR/made; exit 3',
  );
  assert.deepEqual({ status, stdout, stderr }, { status: 3, stdout: 'made\n', stderr: '' });
  assert.equal(check('true').status, 0);
});

test('everything left behind is named, and fails a run that was fine otherwise', () => {
  const leaks: [string, RegExp][] = [
    ['setsid sleep 60 &', /process: \d+ \(started at tick \d+\) sleep 60/],
    ['mkdir /run/here; mount -t tmpfs tmpfs /run/here', /mount: \/run\/here \(tmpfs\)/],
    ['ip link add leak0 type bridge', /network interface: leak0/],
    ['nft add table ip leak', /nftables table: table ip leak/],
    ['ip netns add leak', /network namespace: \/run\/netns\/leak/],
    ['mkdir $TMPDIR/refpod-leak', /folder: \/run\/tmp\/refpod-leak/],
  ];
  const { status, stderr } = check(leaks.map(([command]) => command).join('\n'));
  assert.equal(status, 1, stderr);
  for (const [, message] of leaks) assert.match(stderr, message);
});

test('an empty control group left behind is found, one with processes in it is not', async () => {
  const layout1 = '/sys/fs/cgroup/pids';
  const top = existsSync(layout1) ? layout1 : '/sys/fs/cgroup';
  const group = mkdtempSync(`${top}/refpod-leak-test-`);
  const found = () => snapshot()['control group']!.has(`${group}/cgroup.procs`);
  const sleeper = spawn('sleep', ['60']);
  try {
    assert.ok(found());
    writeFileSync(`${group}/cgroup.procs`, String(sleeper.pid));
    assert.ok(!found());
  } finally {
    sleeper.kill();
    await once(sleeper, 'exit');
    rmdirSync(group);
  }
});
