import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, ENDS_WITH_3, eventsTo, ready, SAYS_LATE, written } from '../../suite/containers.ts';

export default [
  clause('compat.container.restart.204.restarted', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    const before = (await scene.inspect(id)).State;
    (await act(scene, id, 'restart')).expect(204);
    const { State } = await scene.inspect(id);
    assert.equal(State.Status, 'running');
    assert.notEqual(State.Pid, before.Pid);
    assert.ok(Date.parse(State.StartedAt) > Date.parse(before.StartedAt), State.StartedAt);
  }),

  clause('compat.container.restart.204.not-running', async (scene) => {
    const { id: exited } = await scene.exited({ Cmd: ['sh', '-c', 'mkdir /ran || sleep 1000'] });
    for (const id of [await scene.container(), exited]) {
      (await act(scene, id, 'restart')).expect(204);
      assert.equal((await scene.inspect(id)).State.Status, 'running');
    }
  }),

  clause('compat.container.restart.204.count-stays', async (scene) => {
    const HostConfig = { RestartPolicy: { Name: 'always' } };
    const id = await ready(scene, ENDS_WITH_3, { HostConfig });
    (await act(scene, id, 'restart')).expect(204);
    assert.equal((await scene.inspect(id)).RestartCount, 0);
  }),

  clause('compat.container.restart.204.event-restart', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    (await act(scene, id, 'restart')).expect(204);
    const told = (await eventsTo(scene, id, 'restart')).map(({ Action }) => Action);
    const verbs = told.filter((action) => /^(re)?start$|^stop$/.test(action));
    assert.deepEqual(verbs, ['start', 'stop', 'start', 'restart']);
  }),

  clause('compat.container.restart.any.t', async (scene) => {
    for (const { query, StopTimeout, late } of [
      { query: '?t=0', StopTimeout: 9, late: false },
      { query: '?t=9', StopTimeout: 0, late: true },
      { query: '', StopTimeout: 9, late: true },
    ]) {
      const id = await ready(scene, SAYS_LATE, { StopTimeout });
      (await act(scene, id, `restart${query}`)).expect(204);
      assert.equal((await written(scene, id)).stdout.includes('late'), late, `restart${query}`);
    }
  }),

  clause('compat.container.restart.400.t-not-integer', async (scene) => {
    const id = await scene.running();
    const { Pid } = (await scene.inspect(id)).State;
    (await act(scene, id, 'restart?t=soon')).expect(400);
    assert.equal((await scene.inspect(id)).State.Pid, Pid, 'it is the same process');
  }),

  clause('compat.container.restart.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/restart`),
    );
  }),

  clause('compat.container.restart.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/restart`),
    );
  }),
];
