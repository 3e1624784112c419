import { InternalError } from '../../../errors.ts';
import { given } from '../../../given.ts';
import type { ContainerConfig } from '../../../container-config.ts';
import type { PlayOptions } from './options.ts';

/** Driver and options of the containers' logs. Throws InternalError for an option without a value. */
export function logOf({
  logDriver,
  logOptions,
}: Pick<PlayOptions, 'logDriver' | 'logOptions'>): ContainerConfig['log'] {
  let driver = logDriver;
  let path: string | undefined;
  const options: Record<string, string> = {};
  for (const option of logOptions) {
    const equals = option.indexOf('=');
    const [name, value] = [option.slice(0, equals).toLowerCase(), option.slice(equals + 1)];
    if (equals < 1 || value === '') throw new InternalError(`invalid log option "${option}"`);
    if (name === 'driver') driver = value;
    else if (name === 'path') path = value;
    else options[name] = value;
  }
  return given({ driver: driver || undefined, path, options, tag: options['tag'] });
}
