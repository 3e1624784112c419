import type { ContainerEvent } from '../containers/context.ts';
import type { NewEvent } from './event.ts';

/** A container's event with all that both trees tell about the container. */
export function containerEvent({ action, record, attributes, only }: ContainerEvent): NewEvent {
  const { exitCode, ...others } = attributes ?? {};
  return {
    type: 'container',
    action,
    id: record.id,
    name: record.name,
    image: record.image?.name ?? '',
    labels: record.config.labels,
    attributes: others,
    ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    ...(record.config.pod === undefined ? {} : { podId: record.config.pod }),
    ...(only === undefined ? {} : { only }),
  };
}
