import assert from 'node:assert/strict';
import { filters } from './containers.ts';
import type { Inspected, Scene } from './scene.ts';
import type { Answer } from './send.ts';

/** The two trees; `scene[tree](path)` is a path of one of them. */
export type Tree = 'compat' | 'libpod';

/** Posts one of a container's verbs in the libpod tree: `post(scene, id, 'stop?t=1')`. */
export async function post(scene: Scene, id: string, verb: string): Promise<Answer> {
  return scene.send('POST', scene.libpod(`/containers/${id}/${verb}`));
}

/** What tests look at in an inspect of the libpod tree. */
export interface LibpodInspected {
  Id: string;
  Name: string;
  RestartCount: number;
  State: Inspected['State'];
  Mounts: Inspected['Mounts'];
  Path: string;
  Args: string[];
  Created: string;
  Image: string;
  ImageName: string;
  Rootfs: string;
  ExecIDs: string[];
  Dependencies: string[];
  SizeRw?: number;
  SizeRootFs?: number;
  HostConfig: { RestartPolicy: { Name: string; MaximumRetryCount: number } };
  NetworkSettings: Inspected['NetworkSettings'] & { IPAddress: string; Gateway: string };
  Config: {
    Hostname: string;
    User: string;
    Env: string[];
    Cmd: string[] | null;
    Entrypoint: string;
    WorkingDir: string;
    Labels: Record<string, string> | null;
    StopSignal: number;
    Tty: boolean;
  };
}

/** The container as the libpod tree shows it. */
export async function inspectLibpod(scene: Scene, id: string): Promise<LibpodInspected> {
  const answer = await scene.send('GET', scene.libpod(`/containers/${id}/json`));
  return answer.expect(200).json as LibpodInspected;
}

/** The state's name: created, initialized, running, paused, exited … */
export async function statusOf(scene: Scene, id: string): Promise<string> {
  return (await inspectLibpod(scene, id)).State.Status;
}

/** Sends a create of the libpod tree as it is; the container, if there is one, is removed at the end. */
export async function tryCreate(scene: Scene, json: unknown): Promise<Answer> {
  const answer = await scene.send('POST', scene.libpod('/containers/create'), { json });
  if (answer.status === 201) {
    const { Id } = answer.json as { Id: string };
    scene.discardLater(Id);
  }
  return answer;
}

/** Makes a container through the libpod tree; image and a network of `none` are filled in. */
export async function createLibpod(scene: Scene, spec: object = {}): Promise<string> {
  const usual = { image: scene.image, command: ['sleep', '1000'], netns: { nsmode: 'none' } };
  const answer = (await tryCreate(scene, { ...usual, ...spec })).expect(201);
  return (answer.json as { Id: string }).Id;
}

/** The choice of another container's network namespace; Podman 3 calls the value `string`. */
export function networkOf(container: string): object {
  return { nsmode: 'container', value: container, string: container };
}

/** What tests look at in an entry of the libpod tree's list of containers. */
export interface LibpodListed {
  Id: string;
  Names: string[];
  Image: string;
  ImageID: string;
  Command: string[];
  Created: string;
  Exited: boolean;
  ExitCode: number;
  Labels: Record<string, string> | null;
  Mounts: string[];
  Namespaces: Record<string, string>;
  Networks: string[];
  Pid: number;
  Pod: string;
  PodName: string;
  Ports: { host_ip: string; container_port: number; host_port: number; protocol: string }[] | null;
  Size: { rootFsSize: number; rwSize: number } | null;
  StartedAt: number;
  State: string;
}

/** The libpod tree's list of containers. */
export async function listLibpod(
  scene: Scene,
  wanted: Record<string, string[]>,
  query = '',
): Promise<LibpodListed[]> {
  const path = scene.libpod(`/containers/json?${filters(wanted)}&${query}`);
  const entries = (await scene.send('GET', path)).expect(200).json;
  assert.ok(Array.isArray(entries), 'a list');
  return entries as LibpodListed[];
}
