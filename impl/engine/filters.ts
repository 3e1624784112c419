import { RE2JS } from 're2js';
import { BadParameter } from '../errors.ts';

/** Filters of a list or prune request: name to values. */
export type Filters = Readonly<Record<string, readonly string[]>>;
export type Test<Item> = (item: Item) => boolean;
/** Makes the test of one value of one filter; `around` is what it needs to know besides the item. */
export type Makers<Item, Around> = Readonly<
  Record<string, (value: string, around: Around) => Test<Item>>
>;

/** All their values must hold; of other filters one value is enough. */
const conjunctive = ['label', 'label!'];

/**
 * Makes one question of a request's filters; every filter must agree.
 *
 * @param options.allowed the filters that the operation has
 * @param options.unknown what to say of another one
 * @throws BadParameter for another filter, or a value that makes no sense
 */
export function combineFilters<Item, Around>(
  makers: Makers<Item, Around>,
  filters: Filters | undefined,
  around: Around,
  options: { allowed: readonly string[]; unknown: (name: string) => string },
): Test<Item> {
  const wanted = Object.entries(filters ?? {}).filter(([, values]) => values.length > 0);
  const tests = wanted.map(([name, values]): Test<Item> => {
    const maker = options.allowed.includes(name) ? makers[name] : undefined;
    if (!maker) throw new BadParameter(options.unknown(name));
    const alternatives = values.map((value) => maker(value, around));
    return conjunctive.includes(name)
      ? (item) => alternatives.every((test) => test(item))
      : (item) => alternatives.some((test) => test(item));
  });
  return (item) => tests.every((test) => test(item));
}

/** `key` or `key=value`. */
export function hasPair(pairs: Readonly<Record<string, string>>, text: string): boolean {
  const [key = '', ...rest] = text.split('=');
  const found = pairs[key];
  return found !== undefined && (rest.length === 0 || found === rest.join('='));
}

/** Go's booleans. Throws BadParameter naming the filter. */
export function filterBoolean(name: string, value: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return false;
  throw new BadParameter(`invalid filter '${name}=${value}': not a boolean`);
}

/** A pattern that is looked for anywhere in a name, in linear time. Throws BadParameter. */
export function namePattern(value: string): Test<string> {
  try {
    const pattern = RE2JS.compile(value);
    return (name) => pattern.matcher(name).find();
  } catch {
    throw new BadParameter(`invalid filter 'name=${value}': not a regular expression`);
  }
}
