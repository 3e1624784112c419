import { readFile } from 'node:fs/promises';
import { BadParameter } from '../../../errors.ts';
import { hasCode } from '../../../kernel/libc.ts';
import type { ContainerConfig } from '../config.ts';
import type { ContainerRecord } from '../record.ts';

/** The archive's `config.dump`: under Podman's names what it looks at, and our own configuration. */
interface ContainerDump {
  id: string;
  name: string;
  rootfsImageID: string;
  rootfsImageName: string;
  refpod: { config: ContainerConfig };
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

/** Throws BadParameter for what is no archive of a checkpoint, or another engine's. */
export async function readDump(file: string): Promise<ContainerDump> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new BadParameter('not a checkpoint archive: it has no config.dump', { cause: error });
  }
  const dump = JSON.parse(text) as Partial<ContainerDump>;
  if (dump.refpod && dump.id && dump.name) return dump as ContainerDump;
  throw new BadParameter('the checkpoint archive was made by another engine');
}
