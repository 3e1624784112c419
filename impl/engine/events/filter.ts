import { BadParameter } from '../../errors.ts';
import type { Tree } from '../containers/view.ts';
import type { EngineEvent, NewEvent } from './event.ts';
import { eventName } from './names.ts';

type Filters = Readonly<Record<string, readonly string[]>>;
type Test = (event: NewEvent, value: string, tree: Tree) => boolean;

/** What one value of each filter asks of an event. */
const tests: Readonly<Record<string, Test>> = {
  container: (event, value) => concerns('container', event, value),
  volume: (event, value) => concerns('volume', event, value),
  network: (event, value) => concerns('network', event, value),
  pod: (event, value) =>
    concerns('pod', event, value) || (event.podId !== undefined && event.podId.startsWith(value)),
  image: concernsImage,
  label: hasLabel,
  type: (event, value) => event.type === value.toLowerCase(),
  event: isNamed,
  status: isNamed,
  // Of the engine itself there is only one, and it is no part of a swarm.
  scope: (_event, value) => value === 'local',
};

/** Filters of Docker for kinds of objects that we do not have: nothing passes them. */
const ofNothing = ['config', 'daemon', 'node', 'plugin', 'secret', 'service'];

/**
 * Makes one question of a request's filters: values of a filter are alternatives, different
 * filters must all hold. Events that the tree does not know never pass.
 *
 * @throws BadParameter for a filter that there is not
 */
export function eventFilter(
  filters: Filters | undefined,
  tree: Tree,
): (event: EngineEvent) => boolean {
  const wanted = Object.entries(filters ?? {}).filter(([, values]) => values.length > 0);
  for (const [name] of wanted) {
    if (!(name in tests) && !ofNothing.includes(name))
      throw new BadParameter(`invalid filter '${name}'`);
  }
  return (event) =>
    eventName(event, tree) !== undefined &&
    wanted.every(([name, values]) => values.some((value) => tests[name]?.(event, value, tree)));
}

/** By name, or by the beginning of the id. */
function concerns(type: NewEvent['type'], event: NewEvent, value: string): boolean {
  if (value === '') return false;
  if (event.type === type) return event.name === value || event.id.startsWith(value);
  // A network's event also concerns the container that joined or left it, and so a volume's.
  const { container } = event.attributes ?? {};
  return type === 'container' && container !== undefined && container.startsWith(value);
}

/** Events of the image, and of containers made of it; the tag may be left out, and `docker.io/library/` too. */
function concernsImage(event: NewEvent, value: string): boolean {
  if (value === '' || (event.type !== 'image' && event.type !== 'container')) return false;
  const name = event.type === 'image' ? event.name : (event.image ?? '');
  if (event.type === 'image' && event.id.startsWith(value.replace(/^sha256:/, ''))) return true;
  const short = [
    name,
    name.replace(/^docker\.io\/(library\/)?/, ''),
    name.replace(/^localhost\//, ''),
  ];
  return short.some((form) => form === value || form.replace(/:[^/:]*$/, '') === value);
}

function hasLabel(event: NewEvent, value: string): boolean {
  const [key = '', ...rest] = value.split('=');
  const found = event.labels?.[key];
  return found !== undefined && (rest.length === 0 || found === rest.join('='));
}

/** By the tree's name of the event or the other tree's; details behind a colon (`health_status: healthy`) need not be named. */
function isNamed(event: NewEvent, value: string, tree: Tree): boolean {
  const other = tree === 'compat' ? 'libpod' : 'compat';
  const names = [eventName(event, tree), eventName({ ...event, only: other }, other)];
  return names.some((name) => name === value || name?.split(':')[0] === value);
}
