import type { Engine } from '../../engine/engine.ts';
import { BadParameter, NotFound } from '../../errors.ts';
import type { Change } from '../../storage/types.ts';

type Kind = 'container' | 'image';

/**
 * The answer to `changes` below containers and below images. Podman's clients ask below containers
 * for images too, and say so in `diffType`; without it a name is first what its path says.
 *
 * @throws NotFound; BadParameter for another `diffType`.
 */
export async function changesReply(
  engine: Pick<Engine, 'images' | 'containers'>,
  below: Kind,
  name: string,
  { diffType = 'all', parent }: { diffType?: string; parent?: string },
) {
  const changes = await find(kinds(below, diffType), (kind) =>
    kind === 'container' ? engine.containers.changes(name) : engine.images.changes(name, parent),
  );
  const value = changes.map(({ path, kind }) => ({ Path: path, Kind: kind }));
  return { kind: 'json' as const, status: 200, value };
}

function kinds(below: Kind, diffType: string): Kind[] {
  if (diffType === 'container' || diffType === 'image') return [diffType];
  if (diffType !== 'all') throw new BadParameter(`invalid diffType value "${diffType}"`);
  return below === 'container' ? ['container', 'image'] : ['image', 'container'];
}

/** Of the first kind that has the name; if none has, as the first one says it. */
async function find(
  wanted: Kind[],
  changesOf: (kind: Kind) => Promise<Change[]>,
): Promise<Change[]> {
  let missing: NotFound | undefined;
  for (const kind of wanted) {
    try {
      return await changesOf(kind);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      missing ??= error;
    }
  }
  throw missing ?? new Error('no kind of object to look for');
}
