import { readFile } from 'node:fs/promises';
import { BadParameter } from '../../../errors.ts';
import { hasCode } from '../../../kernel/libc.ts';
import type { ContainerConfig } from '../../../container-config.ts';
import type { ContainerRecord } from '../record.ts';
import type { CheckpointHome } from './home.ts';
import { fromPodman } from './podman-dump.ts';
import type { PodmanConfig, PodmanSpec } from './podman-dump.ts';

/** The archive's `config.dump`: under Podman's names what it looks at, and our own configuration. */
interface ContainerDump {
  id: string;
  name: string;
  rootfsImageID: string;
  rootfsImageName: string;
  refpod: { config: ContainerConfig };
}

/** A container as an archive tells it. */
export interface DumpedContainer {
  id: string;
  name: string;
  config: ContainerConfig;
}

export function dumpOf({ id, name, image, config }: ContainerRecord): ContainerDump {
  return {
    id,
    name,
    rootfsImageID: image?.id ?? '',
    rootfsImageName: image?.name ?? '',
    refpod: { config },
  };
}

/** Ours or Podman's. Throws BadParameter for what is no archive of a checkpoint. */
export async function readDump(home: CheckpointHome): Promise<DumpedContainer> {
  const dump = (await readJson(home, 'config.dump')) as Partial<ContainerDump> &
    Partial<PodmanConfig>;
  const { id, name } = dump;
  if (!id || !name || !/^[0-9a-f]{64}$/.test(id)) throw broken('config.dump tells no container');
  if (dump.refpod) return { id, name, config: dump.refpod.config };
  const spec = (await readJson(home, 'spec.dump')) as PodmanSpec;
  try {
    return { id, name, config: fromPodman({ ...dump, id, name }, spec) };
  } catch (error) {
    if (error instanceof TypeError) throw broken(`config.dump or spec.dump: ${error.message}`);
    throw error;
  }
}

async function readJson(home: CheckpointHome, name: 'config.dump' | 'spec.dump'): Promise<object> {
  let text: string;
  try {
    text = await readFile(home.file(name), 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw broken(`it has no ${name}`);
  }
  try {
    return Object(JSON.parse(text)) as object;
  } catch (error) {
    throw broken(`${name}: ${(error as Error).message}`);
  }
}

function broken(what: string): BadParameter {
  return new BadParameter(`not a checkpoint archive: ${what}`);
}
