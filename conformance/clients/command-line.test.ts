import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { complaints, startTapped } from './tapped.ts';
import type { Tapped } from './tapped.ts';

const run = promisify(execFile);
const IMAGE = 'localhost/busybox';

/** What people do with containers, in the words of both clients. */
interface Client {
  readonly name: string;
  /** The program, and what says where the engine is. */
  readonly command: readonly string[];
  readonly address: string;
}

const CLIENTS: readonly Client[] = [
  { name: 'docker', command: ['docker'], address: 'DOCKER_HOST' },
  { name: 'podman --remote', command: ['podman', '--remote'], address: 'CONTAINER_HOST' },
];

for (const { name, command, address } of CLIENTS) {
  suite(`${name}, through the tap`, { timeout: 170_000 }, () => {
    let tapped: Tapped;
    let folder: string;
    before(async () => {
      tapped = await startTapped('reference');
      folder = await mkdtemp(path.join(tmpdir(), 'refpod-command-line-'));
    });
    after(async () => {
      await tapped.close();
      await rm(folder, { recursive: true });
      assert.deepEqual(complaints(tapped.entries), []);
    });

    /** @returns standard output; fails unless the client ends with 0 */
    async function client(...args: string[]): Promise<string> {
      const [program, ...first] = command;
      const { stdout } = await run(program!, [...first, ...args], {
        env: { ...process.env, HOME: folder, [address]: `unix://${tapped.socketPath}` },
      });
      return stdout.trim();
    }

    test('a run that ends: its output, its code, and nothing left', async () => {
      assert.equal(await client('run', '--rm', IMAGE, 'echo', 'hello'), 'hello');
      await assert.rejects(client('run', '--rm', IMAGE, 'sh', '-c', 'exit 7'), { code: 7 });
      assert.equal(await client('ps', '-a', '-q'), '');
    });

    test('one that stays: looked at from all sides, then removed', async () => {
      await client(
        'run',
        '-d',
        '--name',
        'one',
        '-e',
        'A=1',
        IMAGE,
        'sh',
        '-c',
        'echo up; sleep 1000',
      );
      assert.equal(await client('ps', '--format', '{{.Names}}'), 'one');
      assert.equal(await client('exec', 'one', 'sh', '-c', 'echo $A'), '1');
      assert.equal(await client('logs', 'one'), 'up');
      assert.match(await client('top', 'one'), /sleep 1000/);
      assert.match(await client('stats', '--no-stream', 'one'), /one/);
      assert.equal(await client('inspect', '-f', '{{.State.Status}}', 'one'), 'running');
      await client('pause', 'one');
      await client('unpause', 'one');
      await client('rename', 'one', 'two');
      await client('restart', '-t', '0', 'two');
      await client('kill', 'two');
      assert.equal(await client('wait', 'two'), '137');
      await client('rm', 'two');
      assert.equal(await client('ps', '-a', '-q'), '');
    });

    test('files in and out, and what changed', async () => {
      await client('create', '--name', 'files', IMAGE, 'sleep', '1000');
      await writeFile(`${folder}/in`, 'text');
      await client('cp', `${folder}/in`, 'files:/tmp/in');
      await client('cp', 'files:/tmp/in', `${folder}/out`);
      assert.equal(await readFile(`${folder}/out`, 'utf8'), 'text');
      assert.match(await client('diff', 'files'), /A \/tmp\/in/);
      await client('rm', 'files');
    });

    test('images, volumes and networks', async () => {
      await client('tag', IMAGE, 'localhost/other:one');
      assert.match(
        await client('images', '--format', '{{.Repository}}:{{.Tag}}'),
        /localhost\/other:one/,
      );
      assert.match(await client('history', IMAGE), /busybox|CREATED/);
      await client('rmi', 'localhost/other:one');
      await client('volume', 'create', 'data');
      await client('run', '--rm', '-v', 'data:/data', IMAGE, 'touch', '/data/made');
      assert.equal(await client('run', '--rm', '-v', 'data:/data', IMAGE, 'ls', '/data'), 'made');
      await client('volume', 'rm', 'data');
      await client('network', 'create', 'net');
      assert.match(await client('network', 'ls'), /\bnet\b/);
      assert.match(
        await client('run', '--rm', '--network', 'net', IMAGE, 'ip', 'addr'),
        /inet 10\./,
      );
      await client('network', 'rm', 'net');
    });

    test('the engine itself', async () => {
      assert.match(await client('version'), /API Version|API version/);
      assert.match(await client('info'), /overlay/);
      assert.match(await client('system', 'df'), /Images/);
    });
  });
}
