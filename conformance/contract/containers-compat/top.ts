import assert from 'node:assert/strict';
import {
  ambiguousPrefixAnswers400,
  hasErrorBody,
  unknownNameAnswers404,
} from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { ready } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

interface Top {
  Titles: string[];
  Processes: string[][];
}

/** Three processes. */
const FAMILY = ['sh', '-c', 'sleep 1001 & sleep 1002 & echo ready; wait'];

async function ask(scene: Scene, id: string, args?: string) {
  const query = args === undefined ? '' : `?ps_args=${encodeURIComponent(args)}`;
  return scene.send('GET', scene.compat(`/containers/${id}/top${query}`));
}

async function top(scene: Scene, id: string, args?: string): Promise<Top> {
  return (await ask(scene, id, args)).expect(200).json as Top;
}

/** The cells below a title. */
function column({ Titles, Processes }: Top, title: string): string[] {
  const index = Titles.indexOf(title);
  assert.ok(index >= 0, `${title} is among ${Titles.join(' ')}`);
  return Processes.map((row) => row[index] ?? '');
}

export default [
  clause('compat.container.top.200.processes', async (scene) => {
    const id = await ready(scene, FAMILY);
    await ready(scene, FAMILY);
    const found = await top(scene, id);
    for (const row of found.Processes) assert.equal(row.length, found.Titles.length, row.join('|'));
    const commands = column(found, 'CMD').toSorted();
    assert.deepEqual(commands.slice(1), ['sleep 1001', 'sleep 1002']);
    assert.match(commands[0] ?? '', /^sh -c/);
  }),

  clause('compat.container.top.200.default-columns', async (scene) => {
    const { Titles } = await top(scene, await scene.running());
    assert.deepEqual(Titles, ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']);
  }),

  clause('compat.container.top.any.ps-args', async (scene) => {
    const id = await scene.running({ Cmd: ['sleep', '1003'] });
    const found = await top(scene, id, '-o pid,args');
    assert.deepEqual(found.Titles, ['PID', 'COMMAND']);
    const { Pid } = (await scene.inspect(id)).State;
    assert.deepEqual(found.Processes, [[String(Pid), 'sleep 1003']]);
    assert.ok((await top(scene, id, 'aux')).Titles.includes('%CPU'));
  }),

  clause('compat.container.top.500.ps-args', async (scene) => {
    const id = await scene.running();
    (await ask(scene, id, '--nonsense')).expect(500);
    (await ask(scene, id, '-o args')).expect(500);
  }),

  clause('compat.container.top.409.not-running', async (scene) => {
    for (const id of [await scene.container(), (await scene.exited()).id]) {
      (await ask(scene, id)).expect(409);
    }
  }),

  clause('compat.container.top.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'GET', (name) => scene.compat(`/containers/${name}/top`));
  }),

  clause('compat.container.top.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/top`),
    );
  }),

  clause('compat.container.top.500.error-body', async (scene) => {
    hasErrorBody(await ask(scene, await scene.running(), '--nonsense'), 500);
  }),
];
