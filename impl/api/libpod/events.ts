import type { EngineEvent } from '../../engine/events/event.ts';
import type { Events } from '../../engine/events/events.ts';
import { eventName } from '../../engine/events/names.ts';
import type { LibpodEvent } from '../../../spec/generated/schemas.gen.ts';
import type { Handlers } from '../handler.ts';
import { eventStream } from '../shared/event-stream.ts';

export function libpodEvents(events: Events) {
  return {
    'libpod.system.events': (call) => eventStream(events, 'libpod', call, encode),
  } satisfies Handlers;
}

/** Podman 4.3's shape: the same members for every kind of object, volumes and networks without an id of theirs. */
function encode(event: EngineEvent): LibpodEvent {
  const { id, name } = subject(event);
  const action = eventName(event, 'libpod') ?? event.action;
  const image = event.image ?? '';
  const healthStatus = event.attributes?.['healthStatus'];
  return {
    status: action,
    ...(id === '' ? {} : { id }),
    ...(image === '' ? {} : { from: image }),
    Type: event.type,
    Action: action,
    Actor: {
      ID: id,
      Attributes: {
        ...event.labels,
        containerExitCode: String(event.exitCode ?? 0),
        image,
        name,
        podId: event.podId ?? '',
      },
    },
    scope: 'local',
    time: Math.floor(event.time / 1e6),
    timeNano: event.time * 1000,
    ...(healthStatus === undefined ? {} : { HealthStatus: healthStatus }),
  };
}

/** Podman tells a volume by its name alone, and joining a network by the container that joins. */
function subject(event: EngineEvent): { id: string; name: string } {
  if (event.type === 'volume') return { id: '', name: event.name };
  if (event.type === 'network')
    return { id: event.attributes?.['container'] ?? event.id, name: event.name };
  return { id: event.id, name: event.name };
}
