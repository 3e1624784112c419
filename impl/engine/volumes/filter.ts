import { combineFilters, filterBoolean, hasPair, namePattern } from '../filters.ts';
import type { Filters, Makers, Test } from '../filters.ts';
import { parseMoment } from '../time.ts';
import type { Volume } from './volume.ts';

/** What a filter needs to know of other things than the volume. */
export interface FilterSurroundings {
  isUsed: (volume: Volume) => boolean;
  find: (name: string) => Volume;
  /** Docker looks for names that contain the value, Podman for a pattern. */
  namesArePatterns: boolean;
}

type VolumeTest = Test<Volume>;

const makers: Makers<Volume, FilterSurroundings> = {
  name: (value, { namesArePatterns }) => {
    if (!namesArePatterns) return ({ name }) => name.includes(value);
    const fits = namePattern(value);
    return ({ name }) => fits(name);
  },
  driver: (value) => (volume) => volume.driver === value,
  scope: (value) => () => value === 'local',
  label: (value) => (volume) => hasPair(volume.labels, value),
  'label!': (value) => (volume) => !hasPair(volume.labels, value),
  opt: (value) => (volume) => hasPair(volume.options, value),
  dangling: (value, { isUsed }) => {
    const wanted = filterBoolean('dangling', value);
    return (volume) => isUsed(volume) !== wanted;
  },
  until: (value) => {
    const moment = parseMoment(value);
    return ({ created }) => created <= moment;
  },
  since: newerThan,
  after: newerThan,
};

/**
 * Makes one question of a request's filters; every filter must agree.
 *
 * @param allowed the filters that the operation has
 * @throws BadParameter for another filter, or a value that makes no sense
 */
export function volumeFilter(
  filters: Filters | undefined,
  allowed: readonly string[],
  around: FilterSurroundings,
): VolumeTest {
  const unknown = (name: string) => `${JSON.stringify(name)} is an invalid volume filter`;
  return combineFilters(makers, filters, around, { allowed, unknown });
}

function newerThan(value: string, { find }: FilterSurroundings): VolumeTest {
  const { created } = find(value);
  return (volume) => volume.created > created;
}
