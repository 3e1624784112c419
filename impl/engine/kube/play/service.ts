import { createHash } from 'node:crypto';
import { InternalError, NotFound } from '../../../errors.ts';
import { emptyContainerConfig } from '../../../container-config.ts';
import type { Undo } from '../../containers/undo.ts';
import { pauseImage } from '../../pods/pause-image.ts';
import type { PlayOptions } from './options.ts';
import type { Parts } from './parts.ts';

/**
 * Makes the container that stands for all the pods of a YAML: it runs as long as one of them does,
 * and goes with the last. Its name follows from the text, as Podman has it. Returns the id.
 */
export async function makeService(
  parts: Parts,
  yaml: string,
  { replace, start }: PlayOptions,
  undo: Undo,
): Promise<string> {
  if (!start) throw new InternalError('running a service container requires starting the pod(s)');
  const { containers, images } = parts;
  const name = `${createHash('sha256').update(yaml).digest('hex').slice(0, 12)}-service`;
  if (replace) await removeService(parts, name);
  const usual = emptyContainerConfig('libpod');
  const { id } = await containers.create({
    ...usual,
    name,
    image: await pauseImage(images),
    isService: true,
    namespaces: { network: { mode: 'none' } },
    security: { ...usual.security, readOnlyRoot: true, readWriteTmpfs: false },
  });
  undo.add(() => removeService(parts, id));
  return id;
}

async function removeService({ containers }: Parts, name: string): Promise<void> {
  const options = {
    tree: 'libpod',
    force: true,
    volumes: true,
    withPod: true,
  } as const;
  try {
    await containers.remove(name, options);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
}
