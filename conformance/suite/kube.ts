import assert from 'node:assert/strict';
import { parseAllDocuments, stringify } from 'yaml';
import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';

/** What tests look at in a Kubernetes object. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec: {
    containers: KubeContainer[];
    volumes?: Record<string, unknown>[];
    restartPolicy?: string;
    replicas?: number;
    selector?: Record<string, unknown>;
    ports?: { port: number; targetPort: number | string; protocol?: string }[];
    template?: { spec: KubeObject['spec'] };
  };
}

export interface KubeContainer {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value: string }[];
  ports?: { containerPort: number; hostPort?: number; hostIP?: string; protocol?: string }[];
  resources?: { limits?: Record<string, string> };
  securityContext?: {
    privileged?: boolean;
    readOnlyRootFilesystem?: boolean;
    runAsUser?: number;
    runAsGroup?: number;
    capabilities?: { add?: string[]; drop?: string[] };
  };
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
  workingDir?: string;
}

/** Asks for the YAML of containers, pods or volumes. */
export function askForKube(scene: Scene, names: readonly string[], query = ''): Promise<Answer> {
  const named = names.map((name) => `names=${encodeURIComponent(name)}`).join('&');
  return scene.send('GET', scene.libpod(`/generate/kube?${named}&${query}`));
}

/** The objects that the YAML has. */
export async function generated(
  scene: Scene,
  names: readonly string[],
  query = '',
): Promise<KubeObject[]> {
  return readKube((await askForKube(scene, names, query)).expect(200).text);
}

export function readKube(text: string): KubeObject[] {
  const documents = parseAllDocuments(text);
  return documents
    .filter((document) => document.contents !== null)
    .map((document) => document.toJS() as KubeObject);
}

/** The only object of a kind. */
export function only(objects: readonly KubeObject[], kind: string): KubeObject {
  const found = objects.filter((object) => object.kind === kind);
  assert.equal(found.length, 1, `one ${kind} among ${objects.map((one) => one.kind).join(', ')}`);
  return found[0] as KubeObject;
}

/** The only container of the only Pod. */
export function onlyContainer(objects: readonly KubeObject[]): KubeContainer {
  const { containers } = only(objects, 'Pod').spec;
  assert.equal(containers.length, 1);
  return containers[0] as KubeContainer;
}

/** YAML of objects, as a file for play has them. */
export function kubeText(...objects: object[]): string {
  return objects.map((object) => stringify(object)).join('---\n');
}
