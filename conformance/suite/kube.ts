import assert from 'node:assert/strict';
import { parseAllDocuments, stringify } from 'yaml';
import { file, tar } from '../../fixtures/index.ts';
import { written } from './containers.ts';
import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';

/** What tests look at in a Kubernetes object. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
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

/** What was made of YAML. */
export interface Played {
  Pods: {
    ID: string;
    Containers: string[];
    InitContainers: string[] | null;
    ContainerErrors: string[] | null;
  }[];
  Volumes: { Name: string }[] | null;
  Secrets: { CreateReport: { ID: string } }[] | null;
  ServiceContainerID: string;
}

const YAML = { 'content-type': 'application/x-yaml' };

/** Plays objects; the pods that come of it are removed at the end. */
export async function tryPlay(
  scene: Scene,
  objects: readonly object[],
  query = '',
  version?: string,
): Promise<Answer> {
  const path = scene.libpod(`/play/kube?${query}`);
  const versioned = version === undefined ? path : path.replace(/^\/v[^/]+/, `/v${version}`);
  const options = { headers: YAML, body: kubeText(...objects) };
  return willRemove(scene, objects, await scene.send('POST', versioned, options));
}

/** Plays objects that come with the build contexts of their images, by path and text. */
export async function playContexts(
  scene: Scene,
  objects: readonly object[],
  contexts: Readonly<Record<string, string>>,
  query = 'network=none',
): Promise<Answer> {
  const files = Object.entries({ 'play.yaml': kubeText(...objects), ...contexts });
  const body = await tar(files.map(([name, text]) => file(name, text)));
  const headers = { 'content-type': 'application/x-tar' };
  const path = scene.libpod(`/play/kube?${query}`);
  return willRemove(scene, objects, await scene.send('POST', path, { headers, body }));
}

function willRemove(scene: Scene, objects: readonly object[], answer: Answer): Answer {
  for (const name of podNames(objects)) {
    scene.defer(() => scene.send('DELETE', scene.libpod(`/pods/${name}?force=true`)));
    // Podman waits the whole stop time of what is removed by force.
    scene.defer(() => scene.send('POST', scene.libpod(`/pods/${name}/kill`)));
  }
  return answer;
}

/** The same of YAML that can be played; without a network unless the query names one. */
export async function play(
  scene: Scene,
  objects: readonly object[],
  query = 'network=none',
): Promise<Played> {
  return (await tryPlay(scene, objects, query)).expect(200).json as Played;
}

/** Takes down what objects were played as. */
export function takeDown(scene: Scene, objects: readonly object[], query = ''): Promise<Answer> {
  const path = scene.libpod(`/play/kube?${query}`);
  return scene.send('DELETE', path, { headers: YAML, body: kubeText(...objects) });
}

/** Names that engines give the pods of objects. */
function podNames(objects: readonly object[]): string[] {
  return (objects as KubeObject[]).flatMap(({ kind, metadata, spec }) => {
    if (kind === 'Pod') return [metadata.name];
    if (spec?.template === undefined) return [];
    const replicas = Array.from({ length: spec.replicas ?? 1 }, (_, at) => `-pod-${at}`);
    return ['-pod', ...replicas].map((suffix) => `${metadata.name}${suffix}`);
  });
}

/** A Pod with one container, which ends when it is told to. */
export function podObject(
  scene: Scene,
  name: string,
  container: object = {},
  spec: object = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: name } },
    spec: { restartPolicy: 'Never', containers: [kubeContainer(scene, container)], ...spec },
  };
}

/** A container of a Pod, named `main` unless it has a name. */
export function kubeContainer(scene: Scene, container: object = {}): KubeContainer {
  return { name: 'main', image: scene.image, command: ['sh', '-c', WAITS], ...container };
}

/** Ends at once when it is told to. */
const WAITS = 'trap "exit 0" TERM; sleep 1000 & wait';

/** A Pod whose only container does this and ends; returns the end's code and what it wrote. */
export async function ran(
  scene: Scene,
  command: string,
  container: object = {},
  options: { spec?: object; others?: readonly object[]; query?: string } = {},
): Promise<{ id: string; exitCode: number; output: string }> {
  const pod = podObject(
    scene,
    scene.name('p'),
    { command: ['sh', '-c', command], ...container },
    options.spec,
  );
  const report = await play(scene, [...(options.others ?? []), pod], options.query);
  const id = report.Pods[0]?.Containers[0] ?? assert.fail('the report has the container');
  const exitCode = await scene.wait(id);
  return { id, exitCode, output: (await written(scene, id)).stdout };
}
