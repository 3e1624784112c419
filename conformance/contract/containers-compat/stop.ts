import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import {
  act,
  ENDS_WITH_3,
  eventOf,
  processLives,
  ready,
  shellThatTells,
  STUBBORN,
  timeOf,
  written,
} from '../../suite/containers.ts';

const SIGNALS = shellThatTells('TERM', 'INT', 'USR1');

export default [
  clause('compat.container.stop.204.stopped', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    const { Pid } = (await scene.inspect(id)).State;
    (await act(scene, id, 'stop')).expect(204);
    const { State } = await scene.inspect(id);
    assert.deepEqual([State.Status, State.Running, State.ExitCode], ['exited', false, 3]);
    assert.ok(!(await processLives(scene, Pid)), 'the process is gone');
  }),

  clause('compat.container.stop.204.stop-signal', async (scene) => {
    const image = 'localhost/app:latest';
    const cases = [
      { signal: 'TERM', body: {} },
      { signal: 'USR1', body: { StopSignal: 'SIGUSR1' } },
      { signal: 'INT', body: { Image: image, Entrypoint: SIGNALS, Cmd: [] } },
    ];
    await Promise.all(
      cases.map(async ({ signal, body }) => {
        const id = await ready(scene, SIGNALS, body);
        (await act(scene, id, 'stop?t=1')).expect(204);
        assert.equal((await written(scene, id)).stdout, `ready\ngot ${signal}\n`);
      }),
    );
  }),

  clause('compat.container.stop.204.killed-after-time', async (scene) => {
    const id = await ready(scene, STUBBORN);
    const time = await timeOf(async () => (await act(scene, id, 'stop?t=1')).expect(204));
    assert.equal((await scene.inspect(id)).State.ExitCode, 137);
    assert.ok(time > 900 && time < 5000, `it took ${time} ms`);
  }),

  clause('compat.container.stop.204.paused', async (scene) => {
    const id = await scene.running();
    (await act(scene, id, 'pause')).expect(204);
    (await act(scene, id, 'stop?t=1')).expect(204);
    const { State } = await scene.inspect(id);
    assert.deepEqual([State.Status, State.Paused], ['exited', false]);
  }),

  clause('compat.container.stop.204.no-restart', async (scene) => {
    const HostConfig = { RestartPolicy: { Name: 'always' } };
    const id = await ready(scene, ENDS_WITH_3, { HostConfig });
    (await act(scene, id, 'stop')).expect(204);
    const stopped = await scene.inspect(id);
    await scene.exited(); // as long as another container takes to come and go
    for (const { State, RestartCount } of [stopped, await scene.inspect(id)]) {
      assert.deepEqual([State.Status, RestartCount], ['exited', 0]);
    }
  }),

  clause('compat.container.stop.204.events', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    (await act(scene, id, 'stop')).expect(204);
    for (const action of ['kill', 'stop']) await eventOf(scene, id, action);
    const died = await eventOf(scene, id, 'die');
    assert.equal(died.Actor.Attributes['exitCode'], '3');
  }),

  clause('compat.container.stop.any.t', async (scene) => {
    const cases = [
      { query: '?t=0', StopTimeout: 8, least: 0 },
      { query: '?t=1', StopTimeout: 8, least: 900 },
      { query: '', StopTimeout: 1, least: 900 },
    ];
    await Promise.all(
      cases.map(async ({ query, StopTimeout, least }) => {
        const id = await ready(scene, STUBBORN, { StopTimeout });
        const time = await timeOf(async () => (await act(scene, id, `stop${query}`)).expect(204));
        assert.ok(time >= least && time < 7000, `stop${query} took ${time} ms`);
      }),
    );
  }),

  clause('compat.container.stop.400.t-not-integer', async (scene) => {
    const id = await scene.running();
    (await act(scene, id, 'stop?t=soon')).expect(400);
    assert.equal((await scene.inspect(id)).State.Status, 'running');
  }),

  clause('compat.container.stop.any.signal', async (scene) => {
    const id = await ready(scene, SIGNALS);
    const path = `/v1.42/containers/${id}/stop?t=1&signal=SIGUSR1`;
    (await scene.send('POST', path)).expect(204);
    assert.equal((await written(scene, id)).stdout, 'ready\ngot USR1\n');
  }),

  clause('compat.container.stop.any.ignore', async (scene) => {
    for (const id of [await scene.container(), (await scene.exited()).id]) {
      (await act(scene, id, 'stop?ignore=true')).expect(204, 304);
    }
  }),

  clause('compat.container.stop.304.already-stopped', async (scene) => {
    for (const id of [(await scene.exited()).id, await scene.container()]) {
      assert.equal((await act(scene, id, 'stop')).expect(304).text, '');
    }
  }),

  clause('compat.container.stop.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/containers/${name}/stop`));
  }),

  clause('compat.container.stop.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/stop`),
    );
  }),
];
