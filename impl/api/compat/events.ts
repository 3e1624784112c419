import type { EngineEvent } from '../../engine/events/event.ts';
import type { Events } from '../../engine/events/events.ts';
import { eventName } from '../../engine/events/names.ts';
import { familiar, repositoryOfName } from '../../engine/images/names.ts';
import type { DockerEvent } from '../../../spec/generated/schemas.gen.ts';
import type { Handlers } from '../handler.ts';
import { eventStream } from '../shared/event-stream.ts';
import { dockerNetworkName } from '../shared/network-names.ts';

export function compatEvents(events: Events) {
  return {
    'compat.system.events': (call) => eventStream(events, 'compat', call, encode),
  } satisfies Handlers;
}

/** Docker's shape, with the older members `status`, `id` and `from` where Docker has them. */
function encode(event: EngineEvent): DockerEvent {
  const { command, ...attributes } = event.attributes ?? {};
  const name = eventName(event, 'compat') ?? event.action;
  // The command of an exec is part of the event's name.
  const action = command === undefined ? name : `${name}: ${command}`;
  const id = idOf(event);
  return {
    ...(event.type === 'container' || event.type === 'image' ? { status: action, id } : {}),
    ...(event.type === 'container' ? { from: event.image ?? '' } : {}),
    Type: event.type as DockerEvent['Type'],
    Action: action,
    Actor: { ID: id, Attributes: { ...event.labels, ...ownAttributes(event), ...attributes } },
    scope: 'local',
    time: Math.floor(event.time / 1e6),
    timeNano: event.time * 1000,
  };
}

/** Of what travels Docker tells the name, of what is here the id. */
function idOf(event: EngineEvent): string {
  if (event.type !== 'image') return event.id;
  return isTransfer(event) ? familiar(event.name) : `sha256:${event.id}`;
}

const isTransfer = ({ action }: EngineEvent) => action === 'pull' || action === 'push';

function ownAttributes(event: EngineEvent): Record<string, string> {
  switch (event.type) {
    case 'container':
      return {
        image: event.image ?? '',
        name: event.name,
        ...(event.exitCode === undefined ? {} : { exitCode: String(event.exitCode) }),
      };
    case 'volume':
      return { driver: 'local' };
    case 'network':
      return { name: dockerNetworkName(event.name), type: 'bridge' };
    case 'image':
      return { name: familiar(isTransfer(event) ? repositoryOfName(event.name) : event.name) };
    case 'pod':
    case 'system':
      return { name: event.name };
  }
}
