import { BadParameter } from '../../errors.ts';
import type { ContainerState } from '../containers/view.ts';
import { combineFilters, hasPair, namePattern } from '../filters.ts';
import type { Filters, Makers, Test } from '../filters.ts';
import { parseMoment } from '../time.ts';
import type { PodView } from './view.ts';

const podStates = ['created', 'running', 'paused', 'degraded', 'stopped', 'exited', 'error'];

/** Words for containers' states: those of Podman before and from 4.0, and our own. */
const containerStates: Readonly<Record<string, readonly ContainerState[]>> = {
  configured: ['created'],
  created: ['created'],
  initialized: ['initialized'],
  running: ['running'],
  paused: ['paused'],
  stopping: ['stopping'],
  stopped: ['exited'],
  exited: ['exited', 'restarting'],
  removing: ['removing'],
  unknown: [],
};

const makers: Makers<PodView, undefined> = {
  id: (value) => pattern(value, ({ id }) => [id]),
  name: (value) => pattern(value, ({ name }) => [name]),
  'ctr-ids': (value) => pattern(value, ({ members }) => members.map(({ id }) => id)),
  'ctr-names': (value) => pattern(value, ({ members }) => members.map(({ name }) => name)),
  'ctr-number': (value) => {
    if (!/^\d+$/.test(value)) throw wrong('ctr-number', value);
    return ({ members }) => members.length === Number(value);
  },
  'ctr-status': (value) => {
    const states = Object.hasOwn(containerStates, value) ? containerStates[value] : undefined;
    if (!states) throw new BadParameter(`${value} is not a valid status`);
    return ({ members }) => members.some(({ state }) => states.includes(state));
  },
  label:
    (value) =>
    ({ config }) =>
      hasPair(config.labels, value),
  'label!':
    (value) =>
    ({ config }) =>
      !hasPair(config.labels, value),
  network:
    (value) =>
    ({ infra }) =>
      infra !== undefined && Object.keys(infra.network.attachments).includes(value),
  status: (value) => {
    if (!podStates.includes(value)) throw new BadParameter(`${value} is not a valid pod status`);
    return ({ state }) => state.toLowerCase() === value;
  },
  until: (value) => {
    const moment = parseMoment(value);
    return ({ created }) => created < moment;
  },
};

/**
 * Makes one question of the filters of a list of pods.
 * @param allowed the filters that the operation has
 * @throws BadParameter for a filter that there is not, or a value that makes no sense
 */
export function podFilter(
  filters: Filters,
  allowed: readonly string[] = Object.keys(makers),
): Test<PodView> {
  const unknown = (name: string) => `${name} is an invalid filter`;
  return combineFilters(makers, filters, undefined, { allowed, unknown });
}

function pattern(value: string, texts: (pod: PodView) => string[]): Test<PodView> {
  const fits = namePattern(value);
  return (pod) => texts(pod).some(fits);
}

function wrong(name: string, value: string): BadParameter {
  return new BadParameter(`invalid filter '${name}=${value}'`);
}
