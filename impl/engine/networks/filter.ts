import { RE2JS } from 're2js';
import { BadParameter } from '../../errors.ts';
import { defaultNetworkName } from '../../network/types.ts';
import type { Network } from '../../network/types.ts';
import { parseMoment } from '../time.ts';

export type NetworkFilters = Readonly<Record<string, readonly string[]>>;
type Test = (network: Network) => boolean;
type Maker = (value: string, isUsed: Test) => Test;

const makers: Readonly<Record<string, Maker>> = {
  name: (value) => {
    const pattern = compile(value);
    return ({ name }) => pattern.matcher(name).find();
  },
  id: (value) => (network) => network.id.startsWith(value),
  driver: (value) => (network) => network.driver === value,
  label: (value) => (network) => hasLabel(network, value),
  'label!': (value) => (network) => !hasLabel(network, value),
  until: (value) => {
    const moment = parseMoment(value);
    return ({ created }) => Date.parse(created) < moment;
  },
  dangling: (value, isUsed) => {
    const wanted = boolean('dangling', value);
    // The default network is there for whoever comes: it never counts as left over.
    return (network) => (!isUsed(network) && network.name !== defaultNetworkName) === wanted;
  },
  scope: (value) => () => value === 'local',
  type: (value) => {
    if (value !== 'custom' && value !== 'builtin')
      throw new BadParameter(`invalid filter 'type=${value}'`);
    return ({ name }) => (name === defaultNetworkName) === (value === 'builtin');
  },
};

/** All their values must hold; of other filters one value is enough. */
const conjunctive = ['label', 'label!'];

/**
 * Makes one question of a request's filters; every filter must agree.
 *
 * @param allowed the filters that the operation has
 * @throws BadParameter for another filter, or a value that makes no sense
 */
export function networkFilter(
  filters: NetworkFilters | undefined,
  allowed: readonly string[],
  isUsed: Test,
): Test {
  const wanted = Object.entries(filters ?? {}).filter(([, values]) => values.length > 0);
  const tests = wanted.map(([name, values]): Test => {
    const maker = allowed.includes(name) ? makers[name] : undefined;
    if (!maker) throw new BadParameter(`invalid filter ${JSON.stringify(name)}`);
    const alternatives = values.map((value) => maker(value, isUsed));
    return conjunctive.includes(name)
      ? (network) => alternatives.every((test) => test(network))
      : (network) => alternatives.some((test) => test(network));
  });
  return (network) => tests.every((test) => test(network));
}

/** `key` or `key=value`. */
function hasLabel({ labels }: Network, text: string): boolean {
  const [key = '', ...rest] = text.split('=');
  const found = labels[key];
  return found !== undefined && (rest.length === 0 || found === rest.join('='));
}

function boolean(name: string, value: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return false;
  throw new BadParameter(`invalid filter '${name}=${value}': not a boolean`);
}

function compile(value: string): RE2JS {
  try {
    return RE2JS.compile(value);
  } catch {
    throw new BadParameter(`invalid filter 'name=${value}': not a regular expression`);
  }
}
