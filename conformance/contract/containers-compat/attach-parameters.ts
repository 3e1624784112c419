import assert from 'node:assert/strict';
import { attach } from '../../suite/attach.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, ready } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { framedText, readFrames } from '../../suite/streams.ts';

/** Says hello on both streams at SIGUSR1; SIGTERM ends it. */
const TALKING = [
  'sh',
  '-c',
  'trap "echo hello; echo oops >&2" USR1; trap "exit 0" TERM; echo ready; while :; do sleep 0.05; done',
];

const CONTROL = { a: '\u0001', p: '\u0010', q: '\u0011' };

/** A terminal whose program repeats each line. */
async function terminal(scene: Scene): Promise<string> {
  const script = 'stty -echo; echo ready; while read line; do echo "got $line"; done';
  return ready(scene, ['sh', '-c', script], { Tty: true, OpenStdin: true });
}

/** Talks once, ends, and gives what a session with this query saw. */
async function heard(scene: Scene, query: string) {
  const id = await ready(scene, TALKING);
  const { output } = await attach(scene, id, query);
  (await act(scene, id, 'kill?signal=USR1')).expect(204);
  await scene.logged(id, 'hello');
  (await act(scene, id, 'kill?signal=TERM')).expect(204);
  return readFrames(await output.end(5000)).map(
    ({ stream, data }) => `${stream} ${data.toString()}`,
  );
}

export default [
  clause('compat.container.attach.any.logs', async (scene) => {
    const script = 'i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo $i; sleep 0.01; done';
    const id = await scene.running({ Cmd: ['sh', '-c', script] });
    await scene.logged(id, '10\n');
    const { output } = await attach(scene, id, 'logs=true&stream=true&stdout=true');
    const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
    assert.equal(framedText(await output.end(5000)), `${numbers.join('\n')}\n`);
  }),

  clause('compat.container.attach.any.stream-default', async (scene) => {
    assert.deepEqual(await heard(scene, 'stdout=true'), ['1 hello\n']);
  }),

  clause('compat.container.attach.any.logs-only', async (scene) => {
    const id = await ready(scene, TALKING);
    for (const query of ['logs=true&stream=false', 'logs=true']) {
      const { output } = await attach(scene, id, `${query}&stdout=true`);
      assert.equal(framedText(await output.end(5000)), 'ready\n', query);
    }
    assert.equal((await scene.inspect(id)).State.Status, 'running');
  }),

  clause('compat.container.attach.any.streams-chosen', async (scene) => {
    assert.deepEqual(await heard(scene, 'stream=true&stdout=true'), ['1 hello\n']);
    assert.deepEqual(await heard(scene, 'stream=true&stderr=true'), ['2 oops\n']);
  }),

  clause('compat.container.attach.any.detach-keys', async (scene) => {
    const id = await terminal(scene);
    const query = 'stream=true&stdin=true&stdout=true';
    const usual = await attach(scene, id, query);
    await usual.type(CONTROL.p, CONTROL.q);
    await usual.output.end(5000);

    const other = await attach(scene, id, `${query}&detachKeys=ctrl-a,b`);
    await other.type(CONTROL.p, CONTROL.q, 'one\n');
    await other.output.until('one');
    assert.ok(!other.output.ended, 'the usual keys are only input now');
    await other.type(CONTROL.a, 'b');
    await other.output.end(5000);
    assert.equal((await scene.inspect(id)).State.Status, 'running');
  }),

  clause('compat.container.attach.400.detach-keys', async (scene) => {
    const id = await terminal(scene);
    for (const keys of ['ctrl-', 'ctrl-ab', 'nonsense,']) {
      const query = `stream=true&stdin=true&stdout=true&detachKeys=${keys}`;
      (await act(scene, id, `attach?${query}`)).expect(400);
    }
  }),

  clause('compat.container.attach.400.nothing-asked', async (scene) => {
    const id = await scene.running();
    (await act(scene, id, 'attach?stream=false&stdout=true')).expect(400);
  }),
];
