import { Conflict, NotModified } from '../../../errors.ts';
import { undoing } from '../../containers/undo.ts';
import type { Undo } from '../../containers/undo.ts';
import { readDocuments } from '../documents.ts';
import type { Played } from '../documents.ts';
import type { KubeClaim } from '../objects.ts';
import { claimVolume } from './claim.ts';
import { removePods } from './down.ts';
import { makePod } from './make-pod.ts';
import type { MadePod } from './make-pod.ts';
import type { PlayOptions, PlayReport } from './options.ts';
import { telling } from './parts.ts';
import type { Parts } from './parts.ts';
import { storedSecret, storeSecret } from './secrets.ts';
import { makeService } from './service.ts';
import { configMapValues } from './sources.ts';
import type { ValueSources, Values } from './sources.ts';
import { podsOf } from './workloads.ts';

/**
 * Makes what Kubernetes YAML describes: first the volumes, secrets and values that pods refer to,
 * then the pods in their order, each started when it is whole. All of it or nothing: what was made
 * goes when something cannot be. Containers that do not start are told in the report.
 */
export function playKube(parts: Parts, yaml: string, options: PlayOptions): Promise<PlayReport> {
  return telling('playing YAML file', () =>
    undoing(parts.log, async (undo) => {
      const documents = readDocuments(yaml);
      const report: PlayReport = { pods: [], volumes: [], secrets: [], service: undefined };
      for (const { kind, object } of documents) {
        if (kind === 'PersistentVolumeClaim') report.volumes.push(await claim(parts, object, undo));
        if (kind === 'Secret') report.secrets.push(await storeSecret(parts, object, undo));
      }
      const sources = sourcesOf(parts, documents);
      const pods = documents.flatMap(podsOf);
      if (options.replace)
        await removePods(
          parts,
          pods.map(({ name }) => name),
          { force: true },
        );
      if (options.serviceContainer && pods.length > 0) {
        report.service = await makeService(parts, yaml, options, undo);
      }
      const { service } = report;
      for (const [index, pod] of pods.entries()) {
        const made = await makePod(parts, pod, { options, sources, index, service, undo });
        const errors = options.start ? await start(parts, made) : [];
        report.pods.push({ ...made, errors });
      }
      return report;
    }),
  );
}

/** ConfigMaps live in the YAML only, Secrets in the engine. */
function sourcesOf(parts: Parts, documents: readonly Played[]): ValueSources {
  const configMaps = new Map<string, Values>();
  for (const { kind, object } of documents) {
    if (kind === 'ConfigMap') configMaps.set(object.metadata?.name ?? '', configMapValues(object));
  }
  return {
    configMap: (name) => configMaps.get(name),
    secret: (name) => storedSecret(parts, name),
  };
}

/** A volume that is there already is the one that the claim means. */
async function claim({ volumes }: Parts, object: KubeClaim, undo: Undo): Promise<string> {
  const wanted = claimVolume(object);
  try {
    await volumes.create(wanted);
    undo.add(() => volumes.remove(wanted.name));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
  return wanted.name;
}

async function start({ pods }: Parts, { id }: MadePod): Promise<string[]> {
  try {
    return (await pods.start(id)).errors;
  } catch (error) {
    if (error instanceof NotModified) return [];
    throw error;
  }
}
