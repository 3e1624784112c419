import type { Container } from '../containers/container.ts';
import type { NewEvent } from '../events/event.ts';

export type ExecAction = 'exec-create' | 'exec-start' | 'exec-die';

/** What happened to a session of a container, for both trees. */
export function execEvent(
  { record: { id, name, image, config } }: Container,
  session: { readonly id: string },
  action: ExecAction,
  { exitCode, ...attributes }: { exitCode?: number; command?: string } = {},
): NewEvent {
  return {
    type: 'container',
    action,
    id,
    name,
    image: image?.name ?? '',
    labels: config.labels,
    attributes: { execID: session.id, ...attributes },
    ...(exitCode === undefined ? {} : { exitCode }),
  };
}
