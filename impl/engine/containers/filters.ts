import { RE2JS } from 're2js';
import { BadParameter, NotFound } from '../../errors.ts';
import { parseMoment } from '../time.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { networkNames } from './network.ts';
import type { ContainerState, Tree } from './view.ts';

type Predicate = (container: Container) => boolean;
type Maker = (values: string[], context: Context, tree: Tree) => Predicate;

/**
 * What the filters of a list or prune let through: every filter must agree; of one filter's
 * values any one is enough, save for labels, of which all must be there. Throws BadParameter for
 * an unknown filter or a value that makes no sense.
 */
export function containerFilter(
  filters: Readonly<Record<string, string[]>>,
  context: Context,
  tree: Tree,
): Predicate {
  const predicates = Object.entries(filters).map(([name, values]) => {
    const maker = makers.get(name);
    if (!maker) throw new BadParameter(`invalid filter '${name}'`);
    return maker(values, context, tree);
  });
  return (container) => predicates.every((predicate) => predicate(container));
}

const makers = new Map<string, Maker>([
  ['id', (values) => matching(values, ({ id }) => [id])],
  // Docker's names begin with a slash, and its patterns may say so.
  ['name', (values) => matching(values, ({ record }) => [record.name, `/${record.name}`])],
  ['label', (values) => labels(values)],
  ['label!', (values) => negated(labels(values))],
  ['exited', (values) => exited(values)],
  ['status', (values) => status(values)],
  ['ancestor', ancestor],
  ['before', (values, context) => byAge('before', values, context)],
  ['since', (values, context) => byAge('since', values, context)],
  ['until', (values) => until(values)],
  ['health', health],
  ['is-task', (values) => isTask(values)],
  ['volume', (values) => volume(values)],
  ['network', network],
  [
    'pod',
    (values, context) => {
      const pods = values.map((value) => context.pods.idOf(value));
      return ({ record: { config } }) => config.pod !== undefined && pods.includes(config.pod);
    },
  ],
  ['expose', (values, context) => ports('expose', values, context)],
  ['publish', (values, context) => ports('publish', values, context)],
  [
    'restart-policy',
    (values) =>
      ({ record }) =>
        values.includes(record.config.restart.policy),
  ],
]);

const negated =
  (predicate: Predicate): Predicate =>
  (container) =>
    !predicate(container);

/** Patterns in RE2, the engines' own syntax, found anywhere in the text, in linear time. */
function matching(values: string[], texts: (container: Container) => string[]): Predicate {
  const patterns = values.map((value) => {
    try {
      return RE2JS.compile(value);
    } catch {
      throw new BadParameter(`invalid filter: "${value}" is not a regular expression`);
    }
  });
  return (container) =>
    texts(container).some((text) => patterns.some((pattern) => pattern.matcher(text).find()));
}

function labels(values: string[]): Predicate {
  const wanted = values.map((value) => {
    const [key = '', ...rest] = value.split('=');
    return { key, value: rest.length > 0 ? rest.join('=') : undefined };
  });
  return ({ record }) =>
    wanted.every(({ key, value }) => {
      const found = record.config.labels[key];
      return found !== undefined && (value === undefined || value === found);
    });
}

function exited(values: string[]): Predicate {
  const codes = values.map((value) => {
    if (/^-?\d+$/.test(value)) return Number(value);
    throw new BadParameter(`invalid filter 'exited=${value}': not a number`);
  });
  return ({ record, state }) => state === 'exited' && codes.includes(record.exitCode);
}

/** Words of both trees for the states; libpod's `stopped` is our exited. */
const statusWords: Readonly<Record<string, ContainerState | 'never'>> = {
  created: 'created',
  configured: 'created',
  initialized: 'initialized',
  running: 'running',
  paused: 'paused',
  stopping: 'stopping',
  stopped: 'exited',
  exited: 'exited',
  restarting: 'restarting',
  removing: 'removing',
  dead: 'never',
  unknown: 'never',
};

function status(values: string[]): Predicate {
  const wanted = values.map((value) => {
    const state = Object.hasOwn(statusWords, value) ? statusWords[value] : undefined;
    if (state) return state;
    throw new BadParameter(`invalid filter 'status=${value}'`);
  });
  return ({ state }) => wanted.includes(state);
}

/** Containers of an image, or of one that was built here on it. One that does not exist has none. */
function ancestor(values: string[], context: Context, tree: Tree): Predicate {
  const wanted = new Set(
    values.flatMap((value) => {
      try {
        return [context.images.find(value, tree).image.id];
      } catch (error) {
        if (error instanceof NotFound) return [];
        throw error;
      }
    }),
  );
  // Podman 4 looks at the container's own image only, other than its manual says.
  const parents = tree === 'compat' ? context.images.parents() : new Map<string, string>();
  return ({ record }) => {
    for (let id = record.image?.id; id !== undefined; id = parents.get(id))
      if (wanted.has(id)) return true;
    return false;
  };
}

function byAge(kind: 'before' | 'since', values: string[], context: Context): Predicate {
  const moments = values.map((value) => {
    try {
      return context.registry.find(value).record.created;
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      throw new BadParameter(`invalid filter '${kind}=${value}': ${error.message}`);
    }
  });
  return ({ record }) =>
    moments.some((moment) =>
      kind === 'before' ? record.created < moment : record.created > moment,
    );
}

function until(values: string[]): Predicate {
  const moments = values.map((value) => parseMoment(value));
  return ({ record }) => moments.every((moment) => record.created < moment);
}

function health(values: string[], context: Context): Predicate {
  for (const value of values) {
    if (['starting', 'healthy', 'unhealthy', 'none'].includes(value)) continue;
    throw new BadParameter(`invalid filter 'health=${value}'`);
  }
  return ({ record }) => values.includes(context.health(record)?.status ?? 'none');
}

/** Swarm's tasks: there are none here. */
function isTask(values: string[]): Predicate {
  const wanted = values.map((value) => {
    if (['true', '1', 'True', 't'].includes(value)) return true;
    if (['false', '0', 'False', 'f'].includes(value)) return false;
    throw new BadParameter(`invalid filter 'is-task=${value}'`);
  });
  return () => wanted.includes(false);
}

function volume(values: string[]): Predicate {
  return ({ record }) =>
    record.mounts.some(
      (mount) =>
        values.includes(mount.destination) ||
        (mount.name !== '' && values.includes(mount.name)) ||
        (mount.source !== '' && values.includes(mount.source)),
    );
}

function network(values: string[], context: Context): Predicate {
  const wanted = new Set(values.flatMap((value) => [value, context.network.byName(value)?.name]));
  return ({ record }) => networkNames(record).some((name) => wanted.has(name));
}

/** `80`, `80/udp`, `8000-8010/tcp`: exposed ports inside, or published ones outside. */
function ports(kind: 'expose' | 'publish', values: string[], context: Context): Predicate {
  const wanted = values.map((value) => {
    const parts = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/.exec(value);
    if (!parts) throw new BadParameter(`invalid filter '${kind}=${value}': not a port`);
    const first = Number(parts[1]);
    return { first, last: Number(parts[2] ?? first), protocol: parts[3] ?? 'tcp' };
  });
  const matches = (from: number, range: number, protocol: string): boolean =>
    wanted.some(
      (one) => one.protocol === protocol && from <= one.last && from + range - 1 >= one.first,
    );
  return ({ record }) => {
    const { ports: wishes, expose } = record.config.network;
    // What runs has its host ports chosen.
    const published = context.network.reservation(record.id)?.ports ?? wishes;
    if (kind === 'publish') {
      return published.some((port) => matches(port.hostPort, port.range, port.protocol));
    }
    return (
      expose.some(({ port, protocol }) => matches(port, 1, protocol)) ||
      published.some((port) => matches(port.containerPort, port.range, port.protocol))
    );
  };
}
