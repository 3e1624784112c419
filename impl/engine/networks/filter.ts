import { BadParameter } from '../../errors.ts';
import { defaultNetworkName } from '../../network/types.ts';
import type { Network } from '../../network/types.ts';
import { combineFilters, filterBoolean, hasPair, namePattern } from '../filters.ts';
import type { Filters, Makers, Test } from '../filters.ts';
import { parseMoment } from '../time.ts';

type NetworkTest = Test<Network>;

const makers: Makers<Network, NetworkTest> = {
  name: (value) => {
    const fits = namePattern(value);
    return ({ name }) => fits(name);
  },
  id: (value) => (network) => network.id.startsWith(value),
  driver: (value) => (network) => network.driver === value,
  label:
    (value) =>
    ({ labels }) =>
      hasPair(labels, value),
  'label!':
    (value) =>
    ({ labels }) =>
      !hasPair(labels, value),
  until: (value) => {
    const moment = parseMoment(value);
    return ({ created }) => Date.parse(created) < moment;
  },
  dangling: (value, isUsed) => {
    const wanted = filterBoolean('dangling', value);
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

/**
 * Makes one question of a request's filters; every filter must agree.
 *
 * @param allowed the filters that the operation has
 * @throws BadParameter for another filter, or a value that makes no sense
 */
export function networkFilter(
  filters: Filters | undefined,
  allowed: readonly string[],
  isUsed: NetworkTest,
): NetworkTest {
  const unknown = (name: string) => `invalid filter ${JSON.stringify(name)}`;
  return combineFilters(makers, filters, isUsed, { allowed, unknown });
}
