import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadParameter } from '../../errors.ts';
import type { ImageConfig } from '../../storage/types.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import type { ContainerConfig, ProcessConfig } from '../../container-config.ts';
import { mergeImage, parseExposed } from './merge.ts';

function image(config: ImageConfig['config']): ImageConfig {
  return {
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [] },
    ...(config ? { config } : {}),
  };
}

function wanted(process: Partial<ProcessConfig>, rest: Partial<ContainerConfig> = {}) {
  const config = emptyContainerConfig('compat');
  return { ...config, ...rest, process: { ...config.process, ...process } };
}

test('entrypoint and command, by the rules that Docker and Podman share', () => {
  const both = image({ Entrypoint: ['ie'], Cmd: ['ic'] });
  const cases: [Partial<ProcessConfig>, ImageConfig, string[], string[]][] = [
    [{}, both, ['ie'], ['ic']],
    [{ command: ['c'] }, both, ['ie'], ['c']],
    [{ command: [] }, both, ['ie'], ['ic']],
    [{ entrypoint: ['e'] }, both, ['e'], []],
    [{ entrypoint: ['e'], command: ['c'] }, both, ['e'], ['c']],
    [{ entrypoint: [], command: ['c'] }, both, [], ['c']],
    [{ entrypoint: [''], command: ['c'] }, both, [], ['c']],
    [{}, image({ Cmd: ['ic'] }), [], ['ic']],
    [{}, image({ Entrypoint: null, Cmd: ['ic'] }), [], ['ic']],
  ];
  for (const [process, from, entrypoint, command] of cases) {
    const merged = mergeImage(wanted(process), from).process;
    assert.deepEqual([merged.entrypoint, merged.command], [entrypoint, command]);
  }
  assert.throws(() => mergeImage(wanted({}), image({})), BadParameter);
  assert.throws(() => mergeImage(wanted({ entrypoint: [''] }), both), /no command/);
});

test("the image's environment is overridden by name, unset names go", () => {
  const from = image({ Cmd: ['x'], Env: ['PATH=/bin', 'A=1', 'B=x=y', 'C='] });
  assert.deepEqual(mergeImage(wanted({ env: { A: '2', D: '4' } }), from).process.env, {
    PATH: '/bin',
    A: '2',
    B: 'x=y',
    C: '',
    D: '4',
  });
  const unset = mergeImage(wanted({ unsetEnv: ['A'], env: {} }), from).process.env;
  assert.deepEqual(Object.keys(unset), ['PATH', 'B', 'C']);
  assert.deepEqual(mergeImage(wanted({ unsetEnvAll: true, env: { Z: '1' } }), from).process.env, {
    Z: '1',
  });
  const libpod = mergeImage({ ...wanted({ command: ['x'] }), tree: 'libpod' }).process.env;
  assert.equal(libpod['container'], 'podman');
  assert.equal(libpod['TERM'], 'xterm');
  assert.match(libpod['PATH'] ?? '', /^\/usr\/local\/sbin:/);
});

test('user, work dir, labels, stop signal, exposed ports', () => {
  const from = image({
    Cmd: ['x'],
    User: 'app',
    WorkingDir: '/srv',
    Labels: { a: 'image', b: 'image' },
    StopSignal: 'SIGINT',
    ExposedPorts: { '80/tcp': {}, '53/udp': {} },
  });
  const plain = mergeImage(wanted({}, { labels: { a: 'mine' } }), from);
  assert.equal(plain.process.user, 'app');
  assert.equal(plain.process.workDir, '/srv');
  assert.deepEqual(plain.labels, { a: 'mine', b: 'image' });
  assert.equal(plain.stopSignal, 2);
  assert.deepEqual(plain.network.expose, [
    { port: 80, protocol: 'tcp' },
    { port: 53, protocol: 'udp' },
  ]);
  const own = mergeImage(wanted({ user: '1', workDir: '/x' }, { stopSignal: 9 }), from);
  assert.deepEqual([own.process.user, own.process.workDir, own.stopSignal], ['1', '/x', 9]);
  assert.equal(mergeImage(wanted({ command: ['x'] })).process.workDir, '/');
});

test('health checks: inherited, overridden in part, turned off', () => {
  const from = image({ Cmd: ['x'], Healthcheck: { Test: ['CMD', 'ok'], Interval: 5, Retries: 2 } });
  assert.deepEqual(mergeImage(wanted({}), from).health, {
    test: ['CMD', 'ok'],
    interval: 5,
    retries: 2,
  });
  assert.deepEqual(mergeImage(wanted({}, { health: { test: [], retries: 9 } }), from).health, {
    test: ['CMD', 'ok'],
    interval: 5,
    retries: 9,
  });
  assert.equal(mergeImage(wanted({}, { health: { test: ['NONE'] } }), from).health, undefined);
});

test('exposed port texts', () => {
  assert.deepEqual(parseExposed('80'), [{ port: 80, protocol: 'tcp' }]);
  assert.equal(parseExposed('8000-8010/udp').length, 11);
  for (const bad of ['', 'x', '80/xyz', '9-8', '70000', '-1']) {
    assert.throws(() => parseExposed(bad), BadParameter, bad);
  }
});
