import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { RefpodError } from '../../errors.ts';
import { readCommand } from './command.ts';
import { containerUnit } from './container-unit.ts';
import type { UnitContainer } from './container-unit.ts';
import type { UnitOptions } from './options.ts';
import { escapeWord, formatUnit } from './unit.ts';

const run = promisify(execFile);
const isVerb = (word: string) => word === 'run' || word === 'create';

const PLAIN: UnitOptions = {
  useName: true,
  renew: false,
  template: false,
  stopTimeout: 10,
  startTimeout: 0,
  restartSeconds: 0,
  restartPolicy: undefined,
  containerPrefix: 'container',
  podPrefix: 'pod',
  separator: '-',
  dependencies: [],
  variables: [],
  notes: [],
  program: '/bin/true',
  runRoot: '/run',
};

function container(command: string, change: Partial<UnitContainer> = {}): UnitContainer {
  return {
    id: 'c'.repeat(64),
    name: 'web',
    createCommand: ['podman', ...command.split(' ')],
    env: {},
    conmonPidFile: '/run/conmon.pid',
    boundTo: [],
    podIdFile: undefined,
    ...change,
  };
}

/** The words of ExecStart of the unit that makes a container anew. */
function renewedStart(command: string, change: Partial<UnitContainer> = {}, template = false) {
  const options = { ...PLAIN, renew: true, template };
  const { service } = containerUnit(container(command, change), options);
  const line = service.find(([option]) => option === 'ExecStart')?.[1] ?? '';
  return line.split(/ (?:\\\n\t)?/).slice(1);
}

const ENFORCED = ['run', '--cidfile=%t/%n.ctr-id', '--cgroups=no-conmon', '--rm'];

test('a unit that makes the container anew decides what belongs to systemd', () => {
  assert.deepEqual(renewedStart('run -dit --rm --cgroups no-conmon img sh -c --rm'), [
    ...ENFORCED,
    '--sdnotify=conmon',
    '-dit',
    'img',
    'sh',
    '-c',
    '--rm',
  ]);
  assert.deepEqual(renewedStart('--root /x create --name a --replace=false -d=false img'), [
    '--root',
    '/x',
    ...ENFORCED,
    '--sdnotify=conmon',
    '-d',
    '--replace',
    '--name',
    'a',
    'img',
  ]);
  assert.deepEqual(renewedStart('run --sdnotify container --detach --replace --name=a img'), [
    ...ENFORCED,
    '--sdnotify',
    'container',
    '--detach',
    '--replace',
    '--name=a',
    'img',
  ]);
  assert.deepEqual(renewedStart('run -d --pod p --restart always img', { podIdFile: '%t/p.id' }), [
    ...ENFORCED,
    '--pod-id-file',
    '%t/p.id',
    '--sdnotify=conmon',
    '-d',
    'img',
  ]);
});

test('the instances of a template have names of their own', () => {
  assert.ok(renewedStart('run -d --name a%b img', {}, true).includes('a%%b-%i'));
  assert.ok(renewedStart('run -d --name=a img', {}, true).includes('--name=a-%i'));
  assert.ok(renewedStart('run -d img', {}, true).includes('--name=container-web-%i'));
});

test('the restart policy of the container is the unit’s, unless another one is asked for', () => {
  const lines = (command: string, restartPolicy?: string) =>
    containerUnit(container(command), { ...PLAIN, renew: true, restartPolicy }).service;
  const restart = (all: ReturnType<typeof lines>) =>
    all.filter(([option]) => option === 'Restart' || option === 'StartLimitBurst').flat();
  assert.deepEqual(restart(lines('run img')), ['Restart', 'on-failure']);
  assert.deepEqual(restart(lines('run --restart unless-stopped img')), ['Restart', 'always']);
  assert.deepEqual(restart(lines('run --restart=on-failure:5 img')), [
    'Restart',
    'on-failure',
    'StartLimitBurst',
    '5',
  ]);
  assert.deepEqual(restart(lines('run --restart always img', 'no')), ['Restart', 'no']);
});

test('variables whose values come from the client’s environment are in the unit', () => {
  const command = 'run -e A -e B=1 -dte C --env D --env=E -e toString img';
  const env = { A: 'x y', B: '2', C: '100%$', D: 'd', E: 'e' };
  const { service } = containerUnit(container(command, { env }), { ...PLAIN, renew: true });
  assert.deepEqual(
    service.filter(([option]) => option === 'Environment').map(([, value]) => value),
    ['PODMAN_SYSTEMD_UNIT=%n', '"A=x y"', 'C=100%%$', 'D=d', 'E=e'],
  );
});

test('without a command that made the container there is nothing to type again', () => {
  for (const createCommand of [undefined, [], ['run'], ['podman', 'start', 'x']]) {
    assert.throws(
      () => containerUnit(container('', { createCommand }), { ...PLAIN, renew: true }),
      RefpodError,
    );
  }
});

test('reading a command loses no word', () => {
  const word = fc.oneof(
    fc.constantFrom('run', 'create', '-d', '-it', '-e', '-p=1', '--rm', '--name', '--x=y', '--'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const typed = ['podman', ...words];
      const command = readCommand(typed, isVerb);
      if (!command) return assert.ok(!words.some(isVerb));
      const { root, options, rest } = command;
      const verb = typed[root.length + 1] ?? '';
      const read = [...root, verb, ...options.flatMap((option) => option.words), ...rest];
      return assert.deepEqual(read, words);
    }),
  );
});

test('systemd accepts every kind of unit', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'refpod-units-'));
  t.after(() => rm(folder, { recursive: true }));
  const options = {
    ...PLAIN,
    startTimeout: 5,
    restartSeconds: 3,
    variables: ['A=b c', 'D="%x$y\\'],
    notes: ['a note'],
    dependencies: [['Wants', 'a.service b.service'] as const],
  };
  const command = 'run --name web -e A=b;c img sh -c $X;"y"%z\'w\\ ;';
  const kinds = [
    options,
    { ...options, useName: false },
    { ...options, renew: true },
    { ...options, renew: true, template: true },
  ];
  const files = kinds.map((kind) => {
    const unit = containerUnit(container(command, { boundTo: ['z', 'a'] }), kind);
    const name = `${unit.name}-${kinds.indexOf(kind)}${unit.isTemplate ? '@' : ''}.service`;
    return { path: join(folder, name), text: formatUnit(unit) };
  });
  const others = ['z', 'a', 'b'].map((name) => ({
    path: join(folder, `${name}.service`),
    text: '[Service]\nExecStart=/bin/true\n',
  }));
  for (const { path, text } of [...files, ...others]) await writeFile(path, text);
  await run('systemd-analyze', ['verify', ...files.map(({ path }) => path)]);
});

test('systemd reads whatever words a command has', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'refpod-words-'));
  t.after(() => rm(folder, { recursive: true }));
  const words = fc.sample(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }), 40);
  const special = ['', ';', '$HOME', '${X}', '%n', '"', "'", '\\', '\\n', 'a b', 'tab\t', 'é'];
  const text = `[Service]\nType=oneshot\nExecStart=/bin/echo ${[...words, ...special].map(escapeWord).join(' ')}\n`;
  await writeFile(join(folder, 'words.service'), text);
  await run('systemd-analyze', ['verify', join(folder, 'words.service')]);
});
