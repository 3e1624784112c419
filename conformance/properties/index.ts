import { parseAddress } from '../tap/address.ts';
import type { Bounds } from './bounded.ts';
import { checkDecoding } from './decoding.ts';
import { checkLifecycle } from './lifecycle.ts';
import { checkRaces } from './races.ts';
import { checkStreams } from './streams.ts';

/** What is checked with generated values, against an engine that has the fixture images. */
export interface Property {
  readonly name: string;
  /** What one generated value is. */
  readonly unit: string;
  /** Of the time for all, this much. */
  readonly share: number;
  /**
   * Throws a report of the shrunk value.
   * @returns how many values held
   */
  readonly check: (url: string, bounds: Bounds) => Promise<number>;
}

export const PROPERTIES: readonly Property[] = [
  {
    name: 'lifecycle',
    unit: 'sequences',
    share: 3 / 8,
    check: (url, bounds) => checkLifecycle({ ...bounds, address: parseAddress(url) }),
  },
  {
    name: 'races',
    unit: 'races',
    share: 1 / 8,
    check: (url, bounds) => checkRaces(parseAddress(url), bounds),
  },
  { name: 'decoding', unit: 'requests', share: 1 / 4, check: checkDecoding },
  {
    name: 'streams',
    unit: 'stories',
    share: 1 / 4,
    check: (url, bounds) => checkStreams(parseAddress(url), bounds),
  },
];
