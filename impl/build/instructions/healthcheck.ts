import { BadParameter } from '../../errors.ts';
import { parseDuration } from '../../duration.ts';
import { jsonWords } from '../dockerfile/words.ts';
import type { Instruction } from '../dockerfile/parse.ts';
import type { RunConfig } from './config.ts';

type Check = NonNullable<RunConfig['Healthcheck']>;

const TIMES = {
  interval: 'Interval',
  timeout: 'Timeout',
  'start-period': 'StartPeriod',
  'start-interval': 'StartInterval',
} as const;

/**
 * `NONE`, or flags and `CMD` with its list or text (Dockerfile reference, HEALTHCHECK).
 * @throws BadParameter
 */
export function healthcheckOf({ rest, flags }: Pick<Instruction, 'rest' | 'flags'>): Check {
  if (rest.toUpperCase() === 'NONE') return { Test: ['NONE'] };
  const [, text] = /^CMD\s+(.+)$/is.exec(rest) ?? [];
  if (text === undefined) throw new BadParameter(`HEALTHCHECK "${rest}": neither NONE nor CMD`);
  const argv = jsonWords(text);
  const check: Check & Record<string, unknown> = {
    Test: argv ? ['CMD', ...argv] : ['CMD-SHELL', text],
  };
  for (const [name, value] of flags) {
    const milliseconds = parseDuration(value);
    if (name === 'retries' && /^\d+$/.test(value)) check['Retries'] = Number(value);
    else if (Object.hasOwn(TIMES, name) && milliseconds !== undefined)
      check[TIMES[name as keyof typeof TIMES]] = Math.round(milliseconds * 1e6);
    else throw new BadParameter(`HEALTHCHECK: invalid flag "--${name}=${value}"`);
  }
  return check;
}
