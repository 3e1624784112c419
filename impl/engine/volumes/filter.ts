import { RE2JS } from 're2js';
import { BadParameter } from '../../errors.ts';
import { parseMoment } from '../time.ts';
import type { Volume } from './volume.ts';

export type VolumeFilters = Readonly<Record<string, readonly string[]>>;

/** What a filter needs to know of other things than the volume. */
export interface FilterSurroundings {
  isUsed: (volume: Volume) => boolean;
  find: (name: string) => Volume;
  /** Docker looks for names that contain the value, Podman for a pattern. */
  namesArePatterns: boolean;
}

type Test = (volume: Volume) => boolean;
type Maker = (value: string, around: FilterSurroundings) => Test;

const makers: Readonly<Record<string, Maker>> = {
  name: (value, { namesArePatterns }) => {
    if (!namesArePatterns) return ({ name }) => name.includes(value);
    const pattern = compile(value);
    return ({ name }) => pattern.matcher(name).find();
  },
  driver: (value) => (volume) => volume.driver === value,
  scope: (value) => () => value === 'local',
  label: (value) => (volume) => pairMatches(volume.labels, value),
  'label!': (value) => (volume) => !pairMatches(volume.labels, value),
  opt: (value) => (volume) => pairMatches(volume.options, value),
  dangling: (value, { isUsed }) => {
    const wanted = boolean('dangling', value);
    return (volume) => isUsed(volume) !== wanted;
  },
  until: (value) => {
    const moment = parseMoment(value);
    return ({ created }) => created <= moment;
  },
  since: newerThan,
  after: newerThan,
};

/** All their values must hold; of other filters one value is enough. */
const conjunctive = ['label', 'label!'];

/**
 * Makes one question of a request's filters; every filter must agree.
 *
 * @param allowed the filters that the operation has
 * @throws BadParameter for another filter, or a value that makes no sense
 */
export function volumeFilter(
  filters: VolumeFilters | undefined,
  allowed: readonly string[],
  around: FilterSurroundings,
): Test {
  const wanted = Object.entries(filters ?? {}).filter(([, values]) => values.length > 0);
  const tests = wanted.map(([name, values]): Test => {
    const maker = allowed.includes(name) ? makers[name] : undefined;
    if (!maker) throw new BadParameter(`${JSON.stringify(name)} is an invalid volume filter`);
    const alternatives = values.map((value) => maker(value, around));
    return conjunctive.includes(name)
      ? (volume) => alternatives.every((test) => test(volume))
      : (volume) => alternatives.some((test) => test(volume));
  });
  return (volume) => tests.every((test) => test(volume));
}

function newerThan(value: string, { find }: FilterSurroundings): Test {
  const { created } = find(value);
  return (volume) => volume.created > created;
}

/** `key` or `key=value`. */
function pairMatches(pairs: Readonly<Record<string, string>>, text: string): boolean {
  const [key = '', ...rest] = text.split('=');
  const found = pairs[key];
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
