import type { Containers } from '../../../engine/containers/containers.ts';
import { layOver } from '../../../engine/containers/commit/run-config.ts';
import { applyChanges } from '../../../engine/images/changes.ts';
import { BadParameter, InternalError } from '../../../errors.ts';
import type { Image } from '../../../storage/types.ts';
import type { Call, Handlers } from '../../handler.ts';

/** Images of containers. */
export function commitHandlers(containers: Containers) {
  return {
    'libpod.container.commit': async (call) => {
      const image = commit(containers, call);
      if (!call.query.stream) return { kind: 'json', status: 201, value: { Id: (await image).id } };
      return { kind: 'lines', status: 200, items: lines(image) };
    },
  } satisfies Handlers;
}

async function commit(
  containers: Containers,
  { query, signal }: Call<'libpod.container.commit'>,
): Promise<Image> {
  const { container, repo, tag, comment, author, pause, changes = [], squash } = query;
  const format = query.format || 'oci';
  if (format !== 'oci' && format !== 'docker')
    throw new InternalError(`unrecognized image format "${format}"`);
  if (comment && format === 'oci')
    throw new InternalError(
      'messages are only compatible with the docker image format (-f docker)',
    );
  try {
    return await containers.commit(container, {
      tree: 'libpod',
      reference: repo ? { repo, tag } : undefined,
      author,
      comment,
      pause: pause ?? false,
      format,
      squash,
      configure: (config) => layOver(applyChanges({}, changes), config),
      signal,
    });
  } catch (error) {
    // Podman has no 400 for what cannot be committed.
    if (!(error instanceof BadParameter)) throw error;
    throw new InternalError(`CommitFailure: ${error.message}`, { cause: error });
  }
}

/** What newer clients read: records, the last of which has the id. */
async function* lines(image: Promise<Image>) {
  try {
    yield { stream: (await image).id };
  } catch (error) {
    yield { error: { message: (error as Error).message } };
  }
}
