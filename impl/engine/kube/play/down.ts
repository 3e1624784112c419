import { NotModified } from '../../../errors.ts';
import { readDocuments } from '../documents.ts';
import type { Played } from '../documents.ts';
import { telling } from './parts.ts';
import type { Parts } from './parts.ts';
import { forgetSecret } from './secrets.ts';
import { podsOf } from './workloads.ts';

/** What was taken down; errors are the reasons why something stayed. */
export interface DownReport {
  stopped: { id: string; errors: string[] }[];
  removed: { id: string; error: Error | undefined }[];
  secrets: { id: string; error: Error | undefined }[];
  volumes: { name: string; error: Error | undefined }[];
}

export interface DownOptions {
  /** Volumes of claims go too, with their content. */
  force: boolean;
}

/** Takes down what YAML was played as; what is not there any more is no error. */
export function takeDownKube(
  parts: Parts,
  yaml: string,
  { force }: DownOptions,
): Promise<DownReport> {
  return telling('tearing down YAML file', async () => {
    const documents = readDocuments(yaml);
    const names = documents.flatMap(podsOf).map(({ name }) => name);
    const stopped = await stopPods(parts, names);
    const removed = await removePods(parts, names, { force: true });
    const secrets: DownReport['secrets'] = [];
    for (const name of namesOf(documents, 'Secret')) {
      secrets.push(...(await forgetSecret(parts, name)));
    }
    const volumes: DownReport['volumes'] = [];
    for (const name of force ? namesOf(documents, 'PersistentVolumeClaim') : []) {
      if (!parts.volumes.get(name)) continue;
      volumes.push({ name, error: await failure(parts.volumes.remove(name)) });
    }
    return { stopped, removed, secrets, volumes };
  });
}

function namesOf(documents: readonly Played[], kind: Played['kind']): string[] {
  return documents
    .filter((document) => document.kind === kind)
    .map(({ object }) => object.metadata?.name ?? '');
}

async function stopPods({ pods }: Parts, names: readonly string[]): Promise<DownReport['stopped']> {
  const reports: DownReport['stopped'] = [];
  for (const name of names.filter((one) => pods.exists(one))) {
    const { id } = pods.inspect(name);
    try {
      reports.push(await pods.stop(id));
    } catch (error) {
      // What runs no more needs no stop.
      const errors = error instanceof NotModified ? [] : [(error as Error).message];
      reports.push({ id, errors });
    }
  }
  return reports;
}

/** Removes the pods of these names that are there. */
export async function removePods(
  { pods }: Parts,
  names: readonly string[],
  options: { force: boolean },
): Promise<DownReport['removed']> {
  const reports: DownReport['removed'] = [];
  for (const name of names.filter((one) => pods.exists(one))) {
    const { id } = pods.inspect(name);
    reports.push({ id, error: await failure(pods.remove(id, options)) });
  }
  return reports;
}

async function failure(work: Promise<unknown>): Promise<Error | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
