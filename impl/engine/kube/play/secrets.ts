import { parse, stringify } from 'yaml';
import { InternalError, NotFound } from '../../../errors.ts';
import type { Undo } from '../../containers/undo.ts';
import { KINDS } from '../objects.ts';
import type { KubeSecret } from '../objects.ts';
import type { Parts } from './parts.ts';
import { secretValues } from './sources.ts';
import type { Values } from './sources.ts';

type Secrets = Pick<Parts, 'secrets'>;

/**
 * Keeps a Secret among the engine's secrets, as Podman does: its YAML under its name, in place of
 * a former one unless that says it is immutable. Returns the id.
 */
export async function storeSecret(
  { secrets }: Secrets,
  object: KubeSecret,
  undo: Undo,
): Promise<string> {
  const name = object.metadata?.name ?? '';
  const former = await readSecret({ secrets }, name);
  if (former?.immutable) {
    throw new InternalError('cannot remove colliding secret as it is set to immutable');
  }
  const data = Buffer.from(stringify({ apiVersion: 'v1', kind: 'Secret', ...object }));
  const { id } = await secrets.create({ name, data, replace: true });
  // A former one cannot be brought back under its id, so it is not tried.
  if (!former) undo.add(async () => void (await secrets.remove(id)));
  return id;
}

/** The values of a stored Secret; undefined when there is none, or when it is another kind of secret. */
export async function storedSecret(parts: Secrets, name: string): Promise<Values | undefined> {
  const secret = await readSecret(parts, name);
  return secret && secretValues(secret);
}

/** Removes the Secret of this name, if there is one; tells its id, and what kept it. */
export async function forgetSecret(
  { secrets }: Secrets,
  name: string,
): Promise<{ id: string; error: Error | undefined }[]> {
  try {
    const { id } = await secrets.remove(name);
    return [{ id, error: undefined }];
  } catch (error) {
    return error instanceof NotFound ? [] : [{ id: name, error: error as Error }];
  }
}

async function readSecret({ secrets }: Secrets, name: string): Promise<KubeSecret | undefined> {
  try {
    return KINDS.Secret(parse((await secrets.read(name)).toString()), '');
  } catch (error) {
    if (error instanceof NotFound || error instanceof InternalError) return undefined;
    if (error instanceof Error && error.name.startsWith('YAML')) return undefined;
    throw error;
  }
}
