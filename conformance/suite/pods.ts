import type { Answer } from './send.ts';
import { runExec } from './exec.ts';
import { createLibpod } from './libpod.ts';
import type { Scene } from './scene.ts';
import { isBefore4 } from '../targets/target.ts';

/** What tests look at in an inspect of a pod. */
export interface Pod {
  Id: string;
  Name: string;
  State: string;
  Hostname: string;
  Created: string;
  CreateCommand?: string[];
  Labels?: Record<string, string> | null;
  CgroupParent: string;
  CgroupPath?: string;
  CreateInfra: boolean;
  InfraContainerID?: string;
  InfraConfig?: {
    PortBindings: Record<string, { HostIp: string; HostPort: string }[]>;
    Networks: string[] | null;
    HostNetwork: boolean;
  } | null;
  SharedNamespaces?: string[] | null;
  NumContainers: number;
  Containers?: { Id: string; Name: string; State: string }[] | null;
}

/** A script that ends at once when it is asked to. */
export const WAITS = 'trap "exit 0" TERM; sleep 1000 & wait';

/** The answer of most verbs. */
export interface PodReport {
  Id: string;
  Errs: unknown[] | null;
}

/**
 * Sends a create of a pod; the pod, if there is one, is removed at the end. Podman 3 would pull
 * the image of the infra container, so that it is told to take another one; to its command it adds
 * the image's.
 */
export async function tryPod(scene: Scene, spec: object): Promise<Answer> {
  const isOld = isBefore4(scene.target.facts);
  const infra = { infra_image: scene.image, infra_command: ['sh', '-c', WAITS, 'infra'] };
  const json = { ...(isOld && !('no_infra' in spec) ? infra : {}), ...spec };
  const answer = await scene.send('POST', scene.libpod('/pods/create'), { json });
  if (answer.status === 200 || answer.status === 201) {
    const { Id } = answer.json as { Id: string };
    scene.defer(() => removePod(scene, Id, 'force=true&timeout=0'));
  }
  return answer;
}

/** Makes a pod; returns its id. */
export async function createPod(scene: Scene, spec: object = {}): Promise<string> {
  const answer = await tryPod(scene, { name: scene.name('p'), ...spec });
  return (answer.expect(200, 201).json as { Id: string }).Id;
}

/** Makes a container of a pod, which sleeps and is killed at once by a stop. */
export async function memberOf(scene: Scene, pod: string, spec: object = {}): Promise<string> {
  return createLibpod(scene, { pod, netns: {}, stop_timeout: 0, ...spec });
}

/** A pod whose containers run, the infra container among them. */
export async function runningPod(
  scene: Scene,
  spec: object = {},
  members: object[] = [{}],
): Promise<{ id: string; members: string[] }> {
  const id = await createPod(scene, spec);
  const made: string[] = [];
  for (const member of members) made.push(await memberOf(scene, id, member));
  (await actOn(scene, id, 'start')).expect(200);
  return { id, members: made };
}

/** Posts one of a pod's verbs: `actOn(scene, id, 'stop?t=1')`. */
export async function actOn(scene: Scene, id: string, verb: string): Promise<Answer> {
  return scene.send('POST', scene.libpod(`/pods/${id}/${verb}`));
}

export async function removePod(scene: Scene, id: string, query = ''): Promise<Answer> {
  return scene.send('DELETE', scene.libpod(`/pods/${id}?${query}`));
}

export async function inspectPod(scene: Scene, id: string): Promise<Pod> {
  return (await scene.send('GET', scene.libpod(`/pods/${id}/json`))).expect(200).json as Pod;
}

/** States of the pod's containers, by id. */
export async function statesIn(scene: Scene, id: string): Promise<Record<string, string>> {
  const { Containers } = await inspectPod(scene, id);
  return Object.fromEntries((Containers ?? []).map((one) => [one.Id, one.State]));
}

/** What a shell script says inside a container. */
export async function outputIn(scene: Scene, container: string, script: string): Promise<string> {
  return (await runExec(scene, 'libpod', container, script)).stdout;
}
