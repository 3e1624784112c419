import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { act, shellThatTells } from './containers.ts';
import { createLibpod } from './libpod.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';

/** States that a container can be brought into and kept in. */
export const STATES = {
  compat: ['created', 'running', 'paused', 'stopping', 'exited'],
  libpod: ['created', 'initialized', 'running', 'paused', 'stopping', 'exited'],
} as const;

export type State = (typeof STATES.libpod)[number];

/** What inspect calls it: Docker has no word for a container that is asked to stop. */
const shown = (tree: Tree, state: State) =>
  tree === 'compat' && state === 'stopping' ? 'running' : state;

interface Operation {
  method: string;
  /** After the container's id; or from the list on, with `$id` in it. */
  path: string;
  json?: object;
  /** Statuses by state. Where there are two, the second is an engine's whose document says the first. */
  answers: Partial<Record<State, number | readonly [number, number]>>;
  /** States that it ends; in all others nothing changes. */
  changes?: readonly State[];
}

const everywhere = (status: number) =>
  Object.fromEntries(STATES.libpod.map((state) => [state, status]));

const READS = {
  inspect: { method: 'GET', path: '/json', answers: everywhere(200) },
  logs: { method: 'GET', path: '/logs?stdout=true', answers: everywhere(200) },
  changes: { method: 'GET', path: '/changes', answers: everywhere(200) },
  export: { method: 'GET', path: '/export', answers: everywhere(200) },
  archive: { method: 'GET', path: '/archive?path=/etc/passwd', answers: everywhere(200) },
} as const satisfies Record<string, Operation>;

const verb = (
  path: string,
  answers: Operation['answers'],
  changes: readonly State[] = [],
): Operation => ({ method: 'POST', path: `/${path}`, answers, changes });

const LIVE = ['running', 'paused', 'stopping'] as const;
const ENDED = ['created', 'initialized', 'exited'] as const;

/** What each operation answers in each state. */
export const OPERATIONS: Record<Tree, Record<string, Operation>> = {
  libpod: {
    ...READS,
    stats: {
      method: 'GET',
      path: 'stats?containers=$id&stream=false',
      answers: everywhere(200),
    },
    top: {
      method: 'GET',
      path: '/top?stream=false',
      // Podman 4 tells the failure in the stream that it has begun.
      answers: {
        ...everywhere(200),
        ...Object.fromEntries(ENDED.map((state) => [state, [500, 200]])),
      },
    },
    mount: verb('mount', everywhere(200)),
    rename: verb('rename?name=$name', everywhere(204)),
    resize: verb('resize?h=10&w=20', {
      ...everywhere(409),
      initialized: 200,
      running: 200,
    }),
    exec: {
      ...verb('exec', {
        ...Object.fromEntries([...ENDED, 'stopping'].map((state) => [state, [409, 500]])),
        running: 201,
        paused: 409,
      }),
      json: { Cmd: ['true'], AttachStdout: true },
    },
    init: verb('init', { ...everywhere(304), created: 204, exited: 204 }, ['created', 'exited']),
    start: verb('start', { ...everywhere(204), running: 304, paused: 500, stopping: 500 }, ENDED),
    stop: verb('stop?timeout=0', { ...everywhere(204), paused: 500, exited: 304 }, [
      'initialized',
      'running',
      'stopping',
    ]),
    kill: verb(
      'kill',
      {
        ...Object.fromEntries(ENDED.map((state) => [state, [409, 500]])),
        running: 204,
        paused: [204, 500],
        stopping: 204,
      },
      LIVE,
    ),
    pause: verb('pause', { ...everywhere(500), running: 204 }, ['running']),
    unpause: verb('unpause', { ...everywhere(500), paused: 204 }, ['paused']),
    restart: verb('restart?t=0', { ...everywhere(204), paused: 500, stopping: 500 }, [
      ...ENDED,
      'running',
    ]),
    remove: {
      method: 'DELETE',
      path: '',
      answers: { ...everywhere(200), running: [409, 500], paused: [409, 500] },
      changes: [...ENDED, 'stopping'],
    },
  },
  compat: {
    ...READS,
    stats: { method: 'GET', path: '/stats?stream=false', answers: everywhere(200) },
    top: {
      method: 'GET',
      path: '/top',
      answers: { ...everywhere(200), created: [409, 500], exited: [409, 500] },
    },
    rename: verb('rename?name=$name', everywhere(204)),
    resize: verb('resize?h=10&w=20', { ...everywhere(200), created: 409, exited: 409 }),
    exec: {
      ...verb('exec', { ...everywhere(409), running: 201, stopping: 201 }),
      json: { Cmd: ['true'], AttachStdout: true },
    },
    update: { ...verb('update', everywhere(200)), json: { CpuShares: 512 } },
    start: verb('start', { ...everywhere(204), running: 304, stopping: 304, paused: 409 }, [
      'created',
      'exited',
    ]),
    stop: verb('stop?t=0', { ...everywhere(204), created: 304, exited: 304 }, LIVE),
    kill: verb('kill', { ...everywhere(204), created: 409, exited: 409 }, LIVE),
    pause: verb('pause', { ...everywhere(409), running: 204, stopping: [409, 204] }, [
      'running',
      'stopping',
    ]),
    unpause: verb('unpause', { ...everywhere(500), paused: 204 }, ['paused']),
    restart: verb('restart?t=0', everywhere(204), STATES.compat),
    remove: {
      method: 'DELETE',
      path: '',
      answers: { ...everywhere(409), created: 204, exited: 204 },
      changes: ['created', 'exited'],
    },
  },
};

interface Held {
  id: string;
  /** The answer of the stop that is under way. */
  stopped?: Promise<unknown>;
}

/** Makes a container with a terminal that only a kill ends, in the state. */
async function inState(scene: Scene, tree: Tree, state: State): Promise<Held> {
  const program = shellThatTells('TERM');
  const id =
    tree === 'libpod'
      ? await createLibpod(scene, { command: program, terminal: true })
      : await scene.container({ Cmd: program, Tty: true });
  if (state === 'created') return { id };
  if (state === 'initialized') {
    (await scene.send('POST', scene.libpod(`/containers/${id}/init`))).expect(204);
    return { id };
  }
  (await act(scene, id, 'start')).expect(204);
  if (state === 'paused') (await act(scene, id, 'pause')).expect(204);
  if (state === 'exited') {
    (await act(scene, id, 'kill')).expect(204);
    await scene.settled(id);
  }
  if (state !== 'stopping') return { id };
  await scene.logged(id, 'ready');
  const stopped = act(scene, id, 'stop?t=600');
  // Podman ends a log that is followed as soon as it stops the container, and asked for it without a
  // pause it does not come to stopping.
  const log = scene.compat(`/containers/${id}/logs?stdout=true`);
  while (!(await scene.send('GET', log)).text.includes('got TERM')) await delay(50);
  return { id, stopped };
}

/**
 * Every operation in the state: its status, and that the state stays where the operation does not
 * end it.
 */
export const stateAnswers = (tree: Tree, state: State) => async (scene: Scene) => {
  const kept = await inState(scene, tree, state);
  const held = [kept];
  const wrong: string[] = [];
  for (const [name, operation] of Object.entries(OPERATIONS[tree])) {
    const ends = operation.changes?.includes(state) ?? false;
    const one = ends ? await inState(scene, tree, state) : kept;
    if (ends) held.push(one);
    const { id } = one;
    const status = await ask(scene, tree, id, operation);
    const allowed = [operation.answers[state] ?? []].flat();
    if (!allowed.includes(status)) wrong.push(`${name}: ${status}, not ${allowed.join(' or ')}`);
    const after = ends ? '' : await stateOf(scene, tree, id);
    if (!ends && after !== shown(tree, state)) wrong.push(`${name}: it is ${after} afterwards`);
  }
  for (const { id, stopped } of held) {
    if (stopped) await scene.discard(id);
    await stopped;
  }
  assert.deepEqual(wrong, []);
};

/**
 * While a container is on its way out, operations may come too early or too late, and have their
 * statuses for either; what is left is nothing.
 */
export const removingAnswers = (tree: Tree) => async (scene: Scene) => {
  const { id } = await inState(scene, tree, 'running');
  await scene.logged(id, 'ready');
  const away = scene.send('DELETE', scene[tree](`/containers/${id}?force=true`));
  const asked = await Promise.all(
    Object.entries(OPERATIONS[tree]).map(async ([name, operation]) => {
      const status = await ask(scene, tree, id, operation);
      // 500: work that is cut short; also libpod's word for a state that does not fit.
      const known = [404, 409, 500, ...Object.values(operation.answers).flat()];
      return known.includes(status) ? [] : [`${name}: ${status}`];
    }),
  );
  assert.deepEqual(asked.flat(), []);
  const { status } = await away;
  assert.ok(status < 300 || status === 404 || status === 409, `removal: ${status}`);
  await scene.discard(id);
  const answer = await scene.send('GET', scene[tree](`/containers/${id}/json`));
  assert.equal(answer.status, 404);
};

async function ask(scene: Scene, tree: Tree, id: string, operation: Operation): Promise<number> {
  const { method, path, json } = operation;
  const full = path.includes('$id')
    ? `/containers/${path.replace('$id', id)}`
    : `/containers/${id}${path.replace('$name', scene.name())}`;
  return (await scene.send(method, scene[tree](full), json ? { json } : {})).status;
}

async function stateOf(scene: Scene, tree: Tree, id: string): Promise<string> {
  const answer = await scene.send('GET', scene[tree](`/containers/${id}/json`));
  return (answer.expect(200).json as { State: { Status: string } }).State.Status;
}
