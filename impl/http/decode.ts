import type { IncomingHttpHeaders } from 'node:http';
import type { Operation, Parameter } from '../../spec/operation.ts';
import { BadParameter } from '../errors.ts';
import { decodeValue } from './decode-value.ts';

/** Values of one request by parameter name; what was not given and has no default is absent. */
export type Decoded = Record<string, unknown>;

/**
 * The query's values as the operation describes them: names in any case and under their aliases,
 * unknown names ignored, the last of a repeated scalar, defaults filled in. Throws BadParameter.
 */
export function decodeQuery(operation: Operation, query: string): Decoded {
  const given = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    const values = given.get(key);
    if (values === undefined) given.set(key, [value]);
    else values.push(value);
  }
  return decodeAll(operation, 'query', (name) => given.get(name.toLowerCase()) ?? []);
}

/** The header parameters; their names are lower-case in `headers`, as node:http gives them. */
export function decodeHeaders(operation: Operation, headers: IncomingHttpHeaders): Decoded {
  return decodeAll(operation, 'header', (name) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? [] : [value].flat();
  });
}

/** Path parameters, already percent-decoded, as their forms. */
export function decodePathValues(
  operation: Operation,
  path: Readonly<Record<string, string>>,
): Decoded {
  const values = decodeAll(operation, 'path', (name) => {
    const text = path[name];
    return text === undefined ? [] : [text];
  });
  return { ...path, ...values };
}

function decodeAll(
  operation: Operation,
  place: Parameter['in'],
  given: (name: string) => string[],
): Decoded {
  const decoded: Decoded = {};
  for (const parameter of operation.parameters) {
    if (parameter.in !== place) continue;
    const value = decodeValue(parameter, textsOf(parameter, given)) ?? parameter.default;
    if (value !== undefined) decoded[parameter.name] = value;
    if (parameter.required && (value === undefined || value === '')) {
      throw new BadParameter(`${place} parameter "${parameter.name}" is required`);
    }
  }
  return decoded;
}

/** What stands under the parameter's own name, else under the first alias that was given. */
function textsOf(parameter: Parameter, given: (name: string) => string[]): string[] {
  for (const name of [parameter.name, ...(parameter.aliases ?? [])]) {
    const texts = given(name);
    if (texts.length > 0) return texts;
  }
  return [];
}
