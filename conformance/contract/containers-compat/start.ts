import assert from 'node:assert/strict';
import {
  ambiguousPrefixAnswers400,
  hasErrorBody,
  messageOf,
  unknownNameAnswers404,
} from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, eventOf, processLives, written } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

/** A container on the default bridge that publishes ports of the host; '' lets the engine choose. */
async function publishing(scene: Scene, ...hostPorts: string[]): Promise<string> {
  const bindings = hostPorts.map((HostPort, index) => [
    `${80 + index}/tcp`,
    [{ HostIp: '127.0.0.1', HostPort }],
  ]);
  return scene.container({
    ExposedPorts: Object.fromEntries(bindings.map(([port]) => [port, {}])),
    HostConfig: { NetworkMode: 'default', PortBindings: Object.fromEntries(bindings) },
  });
}

/** The port of the host that the engine has chosen for 80/tcp. */
async function chosenPort(scene: Scene, id: string): Promise<string> {
  const { Ports } = (await scene.inspect(id)).NetworkSettings;
  const port = Ports['80/tcp']?.[0]?.HostPort;
  assert.ok(port, `80/tcp is published: ${JSON.stringify(Ports)}`);
  return port;
}

export default [
  clause('compat.container.start.204.started', async (scene) => {
    const id = await scene.container();
    (await act(scene, id, 'start')).expect(204);
    const { State } = await scene.inspect(id);
    assert.deepEqual([State.Status, State.Running], ['running', true]);
    assert.ok(await processLives(scene, State.Pid), 'the process is there');
  }),

  clause('compat.container.start.204.again', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'echo ran >> /runs; wc -l < /runs'] });
    (await act(scene, id, 'start')).expect(204);
    await scene.wait(id);
    assert.equal((await written(scene, id)).stdout, '1\n2\n');
  }),

  clause('compat.container.start.204.event-start', async (scene) => {
    const id = await scene.running();
    const event = await eventOf(scene, id, 'start');
    assert.equal(event.Type, 'container');
    assert.equal(event.Actor.ID, id);
  }),

  clause('compat.container.start.304.already-started', async (scene) => {
    const id = await scene.running();
    const { State } = await scene.inspect(id);
    assert.equal((await act(scene, id, 'start')).expect(304).text, '');
    assert.equal((await scene.inspect(id)).State.Pid, State.Pid, 'it is the same process');
  }),

  clause('compat.container.start.409.paused', async (scene) => {
    const id = await scene.running();
    (await act(scene, id, 'pause')).expect(204);
    (await act(scene, id, 'start')).expect(409);
    assert.equal((await scene.inspect(id)).State.Status, 'paused');
  }),

  clause('compat.container.start.400.command-not-found', async (scene) => {
    const id = await scene.container({ Cmd: ['/no/such/program'] });
    const answer = (await act(scene, id, 'start')).expect(400);
    assert.match(messageOf(answer), /no\/such\/program/);
    const { State } = await scene.inspect(id);
    assert.deepEqual([State.Running, State.ExitCode], [false, 127]);
    assert.notEqual(State.Error, '');
  }),

  clause('compat.container.start.400.command-not-executable', async (scene) => {
    const id = await scene.container({ Cmd: ['/etc/passwd'] });
    (await act(scene, id, 'start')).expect(400);
    const { State } = await scene.inspect(id);
    assert.deepEqual([State.Running, State.ExitCode], [false, 126]);
  }),

  clause('compat.container.start.404.no-such-network', async (scene) => {
    const network = scene.name('n');
    const id = await scene.container({ HostConfig: { NetworkMode: network } });
    const answer = (await act(scene, id, 'start')).expect(404);
    assert.ok(messageOf(answer).includes(network), `the message names it: ${answer.text}`);
  }),

  clause('compat.container.start.500.port-taken', async (scene) => {
    const holder = await publishing(scene, '');
    (await act(scene, holder, 'start')).expect(204);
    const taken = await chosenPort(scene, holder);
    const other = await publishing(scene, '');
    (await act(scene, other, 'start')).expect(204);
    const free = await chosenPort(scene, other);
    (await act(scene, other, 'kill')).expect(204);
    await scene.settled(other);

    const id = await publishing(scene, free, taken);
    const answer = (await act(scene, id, 'start')).expect(500);
    assert.ok(messageOf(answer).includes(taken), `the message names it: ${answer.text}`);
    assert.equal((await scene.inspect(id)).State.Running, false);
    (await act(scene, await publishing(scene, free), 'start')).expect(204);
  }),

  clause('compat.container.start.any.detach-keys', async (scene) => {
    const id = await scene.container();
    (await act(scene, id, 'start?detachKeys=ctrl-a,b')).expect(204);
    assert.equal((await scene.inspect(id)).State.Status, 'running');
  }),

  clause('compat.container.start.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/containers/${name}/start`));
  }),

  clause('compat.container.start.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/start`),
    );
  }),

  clause('compat.container.start.500.error-body', async (scene) => {
    const holder = await publishing(scene, '');
    (await act(scene, holder, 'start')).expect(204);
    const id = await publishing(scene, await chosenPort(scene, holder));
    hasErrorBody(await act(scene, id, 'start'), 500);
  }),
];
