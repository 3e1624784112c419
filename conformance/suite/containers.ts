import { framedText, Reading } from './streams.ts';
import type { EventMessage, Scene } from './scene.ts';
import type { Answer } from './send.ts';

/** A shell that tells in its log which of these signals it got, and lives on. */
export function shellThatTells(...signals: string[]): string[] {
  const traps = signals.map((signal) => `trap "echo got ${signal}" ${signal};`).join(' ');
  return ['sh', '-c', `${traps} echo ready; while :; do sleep 0.1; done`];
}

/** A shell that nothing but SIGKILL ends. */
export const STUBBORN = ['sh', '-c', 'trap "" TERM INT HUP; echo ready; while :; do sleep 1; done'];

/** A shell that writes `late` half a second after SIGTERM, unless it is killed before. */
export const SAYS_LATE = [
  'sh',
  '-c',
  'trap "sleep 0.5; echo late; exit 0" TERM; echo ready; while :; do sleep 0.1; done',
];

/** A shell that ends with code 3 at SIGTERM. */
export const ENDS_WITH_3 = [
  'sh',
  '-c',
  'trap "echo got TERM; exit 3" TERM; echo ready; while :; do sleep 0.1; done',
];

/** Posts one of a container's verbs: `act(scene, id, 'stop?t=1')`. */
export async function act(scene: Scene, id: string, verb: string): Promise<Answer> {
  return scene.send('POST', scene.compat(`/containers/${id}/${verb}`));
}

/** A running container that has written `ready`. */
export async function ready(
  scene: Scene,
  Cmd: readonly string[],
  body: Record<string, unknown> = {},
): Promise<string> {
  const id = await scene.running({ Cmd, ...body });
  await scene.logged(id, 'ready');
  return id;
}

/**
 * What was told of a container, up to the first event of this name, which may come a little late.
 * @throws AssertionError when it has not come within three seconds
 */
export async function eventsTo(scene: Scene, id: string, action: string): Promise<EventMessage[]> {
  // Podman 4.3 tells nothing at all when `until` has passed, so the stream is left instead.
  const until = Math.ceil(Date.now() / 1000) + 3;
  const path = `/events?since=0&until=${until}&${filters({ container: [id] })}`;
  const stream = new Reading(await scene.open('GET', scene.compat(path)));
  const told = () =>
    stream.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as EventMessage);
  const position = () => told().findIndex(({ Action }) => Action === action);
  await stream.until(() => position() >= 0, `an event ${action}`);
  stream.leave();
  return told().slice(0, position() + 1);
}

/** The first event of this name that is told of a container. */
export async function eventOf(scene: Scene, id: string, action: string): Promise<EventMessage> {
  return (await eventsTo(scene, id, action)).at(-1)!;
}

/** The milliseconds that some work takes. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** What a container without a terminal has written: stdout and stderr apart. */
export async function written(
  scene: Scene,
  id: string,
): Promise<{ stdout: string; stderr: string }> {
  const path = scene.compat(`/containers/${id}/logs?stdout=true&stderr=true`);
  const { bytes } = (await scene.send('GET', path)).expect(200);
  return { stdout: framedText(bytes, 1), stderr: framedText(bytes, 2) };
}

/** Reads the log, and what is written from now on, in the background. */
export async function follow(
  scene: Scene,
  id: string,
  query = 'stdout=true&stderr=true',
): Promise<Reading> {
  const path = scene.compat(`/containers/${id}/logs?follow=true&${query}`);
  return new Reading(await scene.open('GET', path));
}

/** Host configuration that lets a container ping: Podman 5 does not give it by itself. */
export const MAY_PING = { CapAdd: ['NET_RAW'] };

/**
 * Runs a command in a container of its own: the way to look at what a test has done from the side
 * of the engine, wherever that is.
 * @param HostConfig `{ PidMode: 'host' }` shows the engine's processes, Binds its files
 */
export async function probe(
  scene: Scene,
  command: string,
  HostConfig: object = {},
): Promise<{ exitCode: number; stdout: string }> {
  const Cmd = ['sh', '-c', command];
  const { id, exitCode } = await scene.exited({ Cmd, HostConfig });
  return { exitCode, stdout: (await written(scene, id)).stdout };
}

/** Whether a process is there where the engine is, whose pid inspect has told. */
export async function processLives(scene: Scene, pid: number): Promise<boolean> {
  return (await probe(scene, `test -d /proc/${pid}`, { PidMode: 'host' })).exitCode === 0;
}

/** Whether a volume is there. */
export async function volumeExists(scene: Scene, name: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.compat(`/volumes/${name}`));
  return answer.expect(200, 404).status === 200;
}

/** A name for a volume that a test's containers make; it is removed at the end. */
export function volumeName(scene: Scene): string {
  const name = scene.name('v');
  scene.defer(() => scene.send('DELETE', scene.compat(`/volumes/${name}?force=true`)));
  return name;
}

/** `filters` as a query parameter. */
export function filters(wanted: unknown): string {
  return `filters=${encodeURIComponent(JSON.stringify(wanted))}`;
}
