import type { Parameter } from '../../spec/operation.ts';
import { BadParameter } from '../errors.ts';

/** Go's strconv.ParseBool, and the `on` of HTML forms, which Podman's decoder takes as well. */
const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True', 'on']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False', 'off']);

const INT64_MAX = 2n ** 63n - 1n;

/**
 * Turns the texts given for one parameter into its value. `undefined` means "not given": empty
 * scalars count as such, as in both engines. Throws BadParameter naming parameter and value.
 */
export function decodeValue(parameter: Parameter, texts: readonly string[]): unknown {
  if (parameter.form === 'strings') return list(parameter, texts);
  if (parameter.form === 'integers') {
    return list(parameter, texts)?.map((text) => integer(parameter, text));
  }
  const text = texts.at(-1);
  const isText = parameter.form === 'string' && parameter.enum === undefined;
  if (text === undefined || (text === '' && !isText)) return undefined;
  return SCALARS[parameter.form](parameter, text);
}

const SCALARS = { string: oneOf, integer, boolean, filters, json };

function wrong(parameter: Parameter, text: string, why: string): BadParameter {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return new BadParameter(`${parameter.in} parameter "${parameter.name}": "${shown}" ${why}`);
}

function oneOf(parameter: Parameter, text: string): string {
  if (parameter.enum === undefined || parameter.enum.includes(text)) return text;
  throw wrong(parameter, text, `is not one of ${parameter.enum.join(', ')}`);
}

function integer(parameter: Parameter, text: string): number {
  if (!/^[+-]?\d{1,19}$/.test(text)) throw wrong(parameter, text, 'is not an integer');
  const value = BigInt(text.replace('+', ''));
  if (value > INT64_MAX || value < -INT64_MAX) throw wrong(parameter, text, 'is out of range');
  return Number(value);
}

function boolean(parameter: Parameter, text: string): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw wrong(parameter, text, 'is not a boolean');
}

function list(parameter: Parameter, texts: readonly string[]): string[] | undefined {
  if (texts.length === 0) return undefined;
  const items = parameter.commaSeparated ? texts.flatMap((text) => text.split(',')) : texts;
  return items.filter((item) => item !== '').map((item) => oneOf(parameter, item));
}

function json(parameter: Parameter, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw wrong(parameter, text, `is not valid JSON (${(error as Error).message})`);
  }
}

/**
 * `{"label":["a","b"]}`, or `{"label":{"a":true}}` as Docker clients before API 1.22 write it,
 * or a single value instead of the list. Values that are `false` in the old form are left out.
 */
function filters(parameter: Parameter, text: string): Record<string, string[]> {
  const value = json(parameter, text);
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw wrong(parameter, text, 'is not a JSON object of lists');
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, wanted]) => [name, filterValues(parameter, text, wanted)]),
  );
}

function filterValues(parameter: Parameter, text: string, wanted: unknown): string[] {
  if (wanted === null) return [];
  if (typeof wanted !== 'object') return [scalar(parameter, text, wanted)];
  if (Array.isArray(wanted)) return wanted.map((item) => scalar(parameter, text, item));
  return Object.entries(wanted)
    .filter(([, chosen]) => chosen !== false)
    .map(([item]) => item);
}

function scalar(parameter: Parameter, text: string, item: unknown): string {
  if (typeof item === 'string') return item;
  if (typeof item === 'number' || typeof item === 'boolean') return String(item);
  throw wrong(parameter, text, 'is not a JSON object of lists of strings');
}
