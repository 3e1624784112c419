import type { SearchFilters } from '../../engine/images/registry/search.ts';
import { BadParameter } from '../../errors.ts';
import { given } from './given.ts';

/** The filters of a search; the last value of each counts. Throws BadParameter. */
export function searchFilters(
  filters: Readonly<Record<string, readonly string[]>> = {},
): SearchFilters {
  for (const name of Object.keys(filters))
    if (!['stars', 'is-official', 'is-automated'].includes(name))
      throw new BadParameter(`invalid filter '${name}'`);
  return given({
    stars: starsOf(filters.stars?.at(-1)),
    official: booleanOf('is-official', filters['is-official']?.at(-1)),
    automated: booleanOf('is-automated', filters['is-automated']?.at(-1)),
  });
}

function starsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new BadParameter(`invalid filter 'stars=${text}'`);
}

function booleanOf(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(?:1|t|true|)$/i.test(text)) return true;
  if (/^(?:0|f|false)$/i.test(text)) return false;
  throw new BadParameter(`invalid filter '${name}=${text}'`);
}
