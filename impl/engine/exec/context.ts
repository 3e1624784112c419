import { join } from 'node:path';
import type { Log } from '../../log.ts';
import type { Runtime } from '../../runtime/types.ts';
import type { Container } from '../containers/container.ts';
import type { Directories } from '../containers/context.ts';
import type { NewEvent } from '../events/event.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { ExecRecord } from './session.ts';

/** What exec sessions need of the rest of the engine. */
export interface ExecContext {
  readonly runtime: Runtime;
  readonly directories: Directories;
  readonly secrets: Pick<Secrets, 'read'>;
  readonly log: Log;
  /** By name, id or unique prefix. Throws NotFound. */
  container(name: string): Container;
  /** By full id; undefined when it was removed. */
  containerById(id: string): Container | undefined;
  emit(event: NewEvent): void;
}

/** Where conmon and the runtime find a session; below the container's own, and gone with it. */
export function sessionDirectory(
  { directories }: ExecContext,
  { containerId, id }: ExecRecord,
): string {
  return join(directories.bundle(containerId), 'exec', id);
}

/** conmon names the exit file of a session after the container, so each session has its own folder. */
export function exitDirectory(context: ExecContext, record: ExecRecord): string {
  return join(sessionDirectory(context, record), 'exit');
}
