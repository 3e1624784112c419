import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, suite, test } from 'node:test';
import { MutatingProxy } from '../mutants/proxy.ts';
import { resultsText } from '../report/results.ts';
import { recordedInput } from '../report/recorded.ts';
import { send } from '../suite/send.ts';
import { parseAddress } from '../tap/address.ts';
import { startTap } from '../tap/tap.ts';
import { reference } from '../targets/reference.ts';
import type { RunningTarget } from '../targets/target.ts';

const REFPOD = path.join(import.meta.dirname, '../../impl/cli/refpod');

/** Runs `refpod` as a shell would. */
function refpod(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(REFPOD, args, { maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'refpod-cli-'));
});
after(() => rm(folder, { recursive: true }));

suite('refpod conform, without an engine', { timeout: 180_000 }, () => {
  test('--list names the chosen tests with their levels', async () => {
    const all = await refpod('conform', '--list', '--only', 'compat.container.kill');
    assert.equal(all.code, 0, all.stderr);
    assert.match(all.stdout, /^MUST\tcompat\.container\.kill\.204\.killed$/m);
    const shards = await Promise.all(
      ['1/2', '2/2'].map((shard) =>
        refpod('conform', '--list', '--only', 'compat.container.kill', '--shard', shard),
      ),
    );
    const lines = shards.flatMap(({ stdout }) => stdout.trim().split('\n'));
    assert.deepEqual(lines.sort(), all.stdout.trim().split('\n').sort());
    const must = await refpod('conform', '--list', '--only', 'containers', '--level', 'must');
    assert.doesNotMatch(must.stdout, /^(SHOULD|OBSERVED)/m);
  });

  test('what cannot run is exit code 2 and says why', async () => {
    const cases: [RegExp, ...string[]][] = [
      [/--target is missing\nSee refpod --help/, 'conform'],
      [/no target nobody; there are reference, podman/, 'conform', '--target', 'nobody'],
      [/--only nothing\.at\.all fits no test/, 'conform', '--list', '--only', 'nothing.at.all'],
      [/--level "loud": not one of must/, 'conform', '--list', '--level', 'loud'],
      [/--shard 3\/2 is not i\/n/, 'conform', '--list', '--shard', '3/2'],
      [/pdf is none of html/, 'conform', '--target', 'reference', '--report', 'pdf:x'],
      [/connect ENOENT/, 'conform', '--target', `url:unix://${folder}/nobody.sock`],
      [/--path needs --seed/, 'conform', '--target', 'reference', '--path', '1'],
      [/ENOENT.*none\.json/, 'diff', `${folder}/none.json`, `${folder}/none.json`],
      [/two files/, 'diff', 'one.json'],
      [/--report is missing/, 'report'],
      [/parity needs two targets/, 'parity', 'reference'],
      [/--upstream and --listen are needed/, 'tap'],
    ];
    for (const [message, ...args] of cases) {
      const { code, stderr } = await refpod(...args);
      assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /^ {4}at /m);
    }
  });

  test('diff and report read results; diff is 1 when something got worse', async () => {
    const [run] = recordedInput().runs;
    const mended = run!.results.map((result) => {
      const { reason: _, ...rest } = result;
      return { ...rest, verdict: 'pass' as const };
    });
    const [bad, good] = [`${folder}/bad.json`, `${folder}/good.json`];
    await writeFile(bad, resultsText(run!));
    await writeFile(good, resultsText({ ...run!, results: mended }));
    assert.deepEqual(await refpod('diff', bad, bad), {
      code: 0,
      stdout: 'nothing changed\n',
      stderr: '',
    });
    const better = await refpod('diff', bad, good);
    assert.equal(better.code, 0);
    assert.match(better.stdout, /^mended \(\d\)\n {2}compat\..*: fail → pass$/m);
    const worse = await refpod('diff', good, bad);
    assert.equal(worse.code, 1);
    assert.match(worse.stdout, /^worse \(\d\)\n {2}compat\.container\..*: pass → fail \(.*\)$/m);
    const report = await refpod('report', '--report', `md,html:${folder}/two`, bad, good);
    assert.equal(
      report.stdout,
      `wrote ${folder}/two/CONFORMANCE.md\nwrote ${folder}/two/conformance.html\n`,
    );
    assert.match(
      await readFile(`${folder}/two/CONFORMANCE.md`, 'utf8'),
      /^\| section \| podman \| podman \|$/m,
    );
  });
});

suite('refpod conform, against an engine', { timeout: 180_000 }, () => {
  let engine: RunningTarget;
  before(async () => {
    engine = await reference.start();
  });
  after(() => engine.stop());
  const kill = ['--only', 'compat.container.kill.204.killed'];

  test('an engine that conforms is exit code 0, with the reports', async () => {
    const out = `${folder}/out`;
    const { code, stdout, stderr } = await refpod(
      'conform',
      '--target',
      `url:${engine.url}`,
      ...kill,
      '--report',
      `json,junit:${out}`,
      '--ledger',
      `${folder}/ledger`,
    );
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /\d+ pass in \d+\.\d s\nwrote .*results\.json\nwrote .*junit\.xml\n$/);
    const { results } = JSON.parse(await readFile(`${out}/results.json`, 'utf8')) as {
      results: { clause: string; verdict: string }[];
    };
    const found = results.find(({ clause }) => clause === kill[1]);
    assert.equal(found?.verdict, 'pass');
    assert.match(
      await readFile(`${folder}/ledger`, 'utf8'),
      /"operation":"compat\.container\.kill"/,
    );
  });

  test('a broken handler is caught and named; its script shows it; an expectation excuses it', async () => {
    const proxy = new MutatingProxy(engine.url);
    const url = await proxy.listen();
    try {
      const operation = 'compat.container.kill';
      // curl takes the path of a socket.
      const tap = await startTap({ listen: `unix://${folder}/broken.sock`, upstream: url });
      proxy.set({ operation, mutation: { kind: 'fake', status: 204 } });
      const broken = await refpod('conform', '--target', `url:${url}`, ...kill);
      assert.equal(broken.code, 1, broken.stderr);
      assert.match(broken.stdout, /^fail.* MUST +compat\.container\.kill\.204\.killed/m);
      assert.match(broken.stdout, /^ {4}curl -sS -X POST .*'"\$id1"'\/kill'/m);
      const lines = broken.stdout.split('\n').filter((line) => line.startsWith('    '));
      const script = lines.slice(lines.indexOf('    #!/bin/sh')).join('\n');
      assert.match(await replay(script, engine.url), /"Status":"exited"/);
      assert.match(await replay(script, `unix://${folder}/broken.sock`), /"Status":"running"/);
      const expect = `${folder}/expect.yaml`;
      await writeFile(expect, `${kill[1]}: kills nobody\n'*.schema': sometimes\n`);
      const excused = await refpod(
        'conform',
        '--target',
        `url:${url}`,
        ...kill,
        '--expect',
        expect,
        '--verbose',
      );
      assert.equal(excused.code, 0, excused.stdout + excused.stderr);
      assert.match(excused.stdout, /^expected-failure .*\n {4}kills nobody$/m);
      await tap.close();
    } finally {
      await proxy.close();
    }
  });

  test('--seed runs the properties; the same seed and path come back to a failure', async () => {
    const proxy = new MutatingProxy(engine.url);
    const url = await proxy.listen();
    try {
      const args = [
        'conform',
        '--target',
        `url:${url}`,
        '--seed',
        '7',
        '--only',
        'lifecycle',
        '--time-box',
        '20',
      ];
      const operation = 'compat.container.list';
      proxy.set({ operation, mutation: { kind: 'list', path: [], change: 'cut' } });
      const failed = await refpod(...args);
      assert.equal(failed.code, 1, failed.stdout + failed.stderr);
      const [, path] = /path: "([\d:]+)"/.exec(failed.stdout) ?? [];
      assert.ok(path, failed.stdout);
      assert.match(failed.stdout, /^#!\/bin\/sh$/m);
      const again = await refpod(...args, '--path', path);
      assert.equal(again.code, 1);
    } finally {
      await proxy.close();
    }
  });

  test('tap tells every exchange and whether all was as the spec says', async () => {
    const listen = `unix://${folder}/tap.sock`;
    const tap = spawn(REFPOD, ['tap', '--upstream', engine.url, '--listen', listen]);
    const output = text(tap.stdout);
    await once(tap.stdout, 'data');
    await send(parseAddress(listen), 'GET', '/v1.41/version');
    await send(parseAddress(listen), 'GET', '/v1.41/containers/json?nonsense=1');
    tap.kill('SIGTERM');
    const [code] = (await once(tap, 'exit')) as [number];
    assert.equal(code, 1);
    const told = await output;
    assert.match(told, /^200 compat\.system\.version {2}GET \/v1\.41\/version {2}\d+ ms$/m);
    assert.match(told, /^ {4}parameter nonsense: not a parameter of this operation$/m);
  });
});

/** Runs a printed script against an engine. */
async function replay(script: string, url: string): Promise<string> {
  const file = `${folder}/replay.sh`;
  await writeFile(file, script.replaceAll(/^ {4}/gm, ''));
  const child = spawn('sh', [file, url.replace('unix://', '')]);
  return text(child.stdout);
}
