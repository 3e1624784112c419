import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { follow } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { Reading } from '../../suite/streams.ts';

interface Top {
  Titles: string[];
  Processes: string[][];
}

/** A container of three shells; no program that a shell is still about to become is among them. */
async function threeShells(scene: Scene): Promise<string> {
  const child = '(echo child; read line < /fifo) &';
  const id = await scene.running({ Cmd: ['sh', '-c', `mkfifo /fifo; ${child} ${child} wait`] });
  await (await follow(scene, id)).until((text) => text.split('child').length === 3, 'two children');
  return id;
}

async function ask(scene: Scene, id: string, query = '') {
  return scene.send('GET', scene.libpod(`/containers/${id}/top?${query}`));
}

async function top(scene: Scene, id: string, query = ''): Promise<Top> {
  return (await ask(scene, id, query)).expect(200).json as Top;
}

export default [
  clause('libpod.container.top.200.table', async (scene) => {
    const { Titles, Processes } = await top(scene, await threeShells(scene));
    for (const row of Processes) assert.equal(row.length, Titles.length, row.join('|'));
    const commands = Processes.map((row) => row[Titles.indexOf('COMMAND')] ?? '');
    assert.equal(commands.length, 3);
    for (const command of commands) assert.match(command, /^sh -c mkfifo/);
  }),

  clause('libpod.container.top.200.descriptors', async (scene) => {
    const id = await threeShells(scene);
    const { Titles, Processes } = await top(scene, id, 'ps_args=pid,comm');
    assert.deepEqual(Titles, ['PID', 'COMMAND']);
    assert.deepEqual(Processes[0], ['1', 'sh']);
    assert.equal(new Set(Processes.map(([pid]) => pid)).size, 3);
  }),

  clause('libpod.container.top.200.ps-args', async (scene) => {
    const id = await threeShells(scene);
    const { Titles, Processes } = await top(scene, id, 'ps_args=-o&ps_args=pid,args');
    assert.deepEqual(Titles, ['PID', 'COMMAND']);
    const found = Processes.map((row) => row.join(' '));
    assert.match(found[0] ?? '', /^1 sh -c mkfifo/);
  }),

  clause('libpod.container.top.200.default-once', async (scene) => {
    const answer = (await ask(scene, await scene.running())).expect(200);
    assert.equal(answer.lines.length, 1);
  }),

  clause('libpod.container.top.200.stream', async (scene) => {
    const id = await scene.running();
    const path = scene.libpod(`/containers/${id}/top?stream=true&delay=1`);
    const stream = new Reading(await scene.open('GET', path));
    await stream.until((text) => text.split('Titles').length > 2, 'two tables');
    assert.ok(!stream.ended);
    stream.leave();
  }),

  clause('libpod.container.top.400.delay', async (scene) => {
    const id = await scene.running();
    for (const delay of ['0', '-1']) {
      assert.match(
        messageOf((await ask(scene, id, `stream=true&delay=${delay}`)).expect(400)),
        /delay/,
      );
    }
  }),

  clause('libpod.container.top.500.not-running', async (scene) => {
    for (const id of [await scene.container(), (await scene.exited()).id]) {
      messageOf((await ask(scene, id)).expect(500));
    }
  }),
];
