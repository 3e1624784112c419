import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { leftovers } from './leaks.ts';

const checker = fileURLToPath(new URL('leak-check.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

/** Runs a shell command under the leak check, in namespaces of its own, as ci/test runs it. */
function check(command: string) {
  const namespaces = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const shell = `mount -t tmpfs tmpfs /run && mkdir /run/netns /run/tmp &&
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

test('a control group left behind is found', () => {
  const seen = { 'control group': new Set(['/sys/fs/cgroup/pids/']) };
  const after = { 'control group': new Set(['/sys/fs/cgroup/pids/', '/sys/fs/cgroup/pids/x/']) };
  assert.deepEqual(leftovers(seen, after), ['control group: /sys/fs/cgroup/pids/x/']);
});
