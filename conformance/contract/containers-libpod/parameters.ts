import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { inspectLibpod } from '../../suite/libpod.ts';

/** Parameters of every operation that has one of a type, with values that are not of it. */
const REQUESTS: [operation: string, method: string, path: string, wrong: string[]][] = [
  ['attach', 'POST', '/attach?stdout=true', ['logs=perhaps', 'stream=perhaps']],
  ['checkpoint', 'POST', '/checkpoint?', ['keep=perhaps', 'export=perhaps']],
  ['inspect', 'GET', '/json?', ['size=perhaps']],
  ['logs', 'GET', '/logs?stdout=true', ['follow=perhaps', 'timestamps=perhaps']],
  ['remove', 'DELETE', '?', ['force=perhaps', 'v=perhaps']],
  ['resize', 'POST', '/resize?', ['h=high', 'w=wide']],
  ['restart', 'POST', '/restart?', ['t=soon']],
  ['restore', 'POST', '/restore?', ['keep=perhaps', 'import=perhaps']],
  ['start', 'POST', '/start?', ['recursive=perhaps']],
  ['stats', 'GET', '/stats?', ['stream=perhaps']],
  ['stop', 'POST', '/stop?', ['t=soon']],
  ['top', 'GET', '/top?', ['stream=perhaps', 'delay=soon']],
];

export default [
  ...REQUESTS.map(([operation, method, path, wrong]) =>
    clause(`libpod.container.${operation}.400.parameters`, async (scene) => {
      const id = await scene.running();
      const { State } = await inspectLibpod(scene, id);
      for (const parameter of wrong) {
        const whole = scene.libpod(`/containers/${id}${path}&${parameter}`);
        const answer = (await scene.send(method, whole)).expect(400);
        const [name = ''] = parameter.split('=');
        assert.ok(messageOf(answer).includes(name), `the message names ${name}: ${answer.text}`);
      }
      assert.equal((await inspectLibpod(scene, id)).State.Pid, State.Pid, 'nothing has happened');
    }),
  ),

  clause('libpod.container.stats-all.400.parameters', async (scene) => {
    const answer = await scene.send('GET', scene.libpod('/containers/stats?stream=perhaps'));
    assert.match(messageOf(answer.expect(400)), /stream/);
  }),

  clause('libpod.container.list.400.parameters', async (scene) => {
    for (const [name, value] of Object.entries({ all: 'perhaps', limit: 'many', size: 'big' })) {
      const path = scene.libpod(`/containers/json?${name}=${value}`);
      const answer = (await scene.send('GET', path)).expect(400);
      assert.ok(messageOf(answer).includes(name), `the message names ${name}: ${answer.text}`);
    }
  }),
];
