import { Conflict } from '../../errors.ts';
import type { Image } from '../../storage/types.ts';
import type { ContainerRecord } from '../containers/record.ts';

/** A container that was made of an image. */
export interface ImageUser {
  id: string;
  /** Or paused, or waiting for a restart. */
  running: boolean;
}

const running: readonly string[] = ['running', 'paused', 'restarting'];

export function imageUser(id: string, record: ContainerRecord | undefined): ImageUser {
  return { id, running: record !== undefined && running.includes(record.state) };
}

const inUse = 'image is in use by a container';

/** Podman's refusal to remove an image that containers use. */
export function imageInUse(users: readonly ImageUser[]): Conflict {
  const ids = users.map(({ id }) => id).join(', ');
  return new Conflict(`image used by ${ids}: ${inUse}`, { rootCause: inUse });
}

/** Docker's refusals; `named` as the client named it. */
export function conflict(
  named: string,
  why: string,
  remedy: 'must be forced' | 'cannot be forced',
): Conflict {
  return new Conflict(`conflict: unable to delete ${named} (${remedy}) - ${why}`);
}

/** A name that may not go: without it nothing would tell what the container is made of. */
export function nameInUse(named: string, image: Image, user: ImageUser): Conflict {
  return new Conflict(
    `conflict: unable to remove repository reference "${named}" (must force) - container ${user.id.slice(0, 12)} is using its referenced image ${image.id.slice(0, 12)}`,
  );
}
