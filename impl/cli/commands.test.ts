import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { OPERATIONS } from '../../spec/generated/operations.gen.ts';

const REFPOD = fileURLToPath(new URL('refpod', import.meta.url));

/** Runs `refpod` as a shell would. */
function refpod(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(REFPOD, args, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

suite('refpod', { timeout: 30_000 }, () => {
  test('--version and --help', async () => {
    const version = await refpod('--version');
    assert.match(version.stdout, /^refpod \d+\.\d+\.\d+\n$/);
    for (const args of [['--help'], [], ['help']]) {
      const { code, stdout } = await refpod(...args);
      assert.equal(code, 0);
      assert.match(stdout, /^Usage: refpod <command>[^]*serve +run the daemon\n/);
    }
    assert.match((await refpod('serve', '--help')).stdout, /--runroot DIR/);
  });

  test('an unknown command is exit code 2 and one line', async () => {
    const { code, stdout, stderr } = await refpod('fly');
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.equal(stderr, 'refpod: unknown command "fly"\nSee refpod --help.\n');
  });

  test('operations lists all', async () => {
    const all = (await refpod('operations')).stdout.trim().split('\n');
    assert.equal(all.length, OPERATIONS.length);
    assert.ok(all.includes('compat.system.ping\tGET\t/_ping'));
  });

  test('a reader that has enough is no failure', async () => {
    const line = `${REFPOD} operations | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { promise, resolve } = Promise.withResolvers<string>();
    execFile('bash', ['-c', line], (_error, stdout, stderr) => resolve(stdout + stderr));
    assert.match(await promise, /^libpod\.\S+\t\S+\t\S+\n0\n$/);
  });

  test('info says what the host has, and what breaks without the rest', async () => {
    const { stdout } = await refpod('info', '--json');
    const checks = JSON.parse(stdout) as { name: string; ok: boolean; without: string }[];
    const names = checks.map(({ name }) => name);
    for (const name of ['OCI runtime', 'conmon', 'criu', 'netfilter', 'cgroup memory']) {
      assert.ok(names.includes(name), name);
    }
    for (const check of checks) assert.ok(check.ok || check.without !== '', check.name);
    const text = (await refpod('info')).stdout;
    assert.match(text, /^(ok|missing) +kernel +\d/m);
  });
});
