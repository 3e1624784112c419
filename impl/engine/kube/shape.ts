import { InternalError } from '../../errors.ts';

/**
 * Reads one kind of value out of parsed YAML. `where` is the path to it, for messages. Throws
 * InternalError, which is Podman's status for YAML that it cannot read.
 */
export type Shape<T> = (value: unknown, where: string) => T;

export type Read<S> = S extends Shape<infer T> ? T : never;

/** Text; Podman takes numbers and booleans for it too. */
export const text: Shape<string> = (value, where) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw unexpected(value, where, 'a text');
};

export const integer: Shape<number> = (value, where) => {
  if (Number.isSafeInteger(value)) return value as number;
  throw unexpected(value, where, 'a whole number');
};

export const flag: Shape<boolean> = (value, where) => {
  if (typeof value === 'boolean') return value;
  throw unexpected(value, where, 'true or false');
};

/** Text, or an integer as it is: ports have numbers or names. */
export const integerOrText: Shape<number | string> = (value, where) =>
  typeof value === 'number' ? integer(value, where) : text(value, where);

export function list<T>(item: Shape<T>): Shape<T[]> {
  return (value, where) => {
    if (!Array.isArray(value)) throw unexpected(value, where, 'a list');
    return value.map((one, at) => item(one, `${where}[${at}]`));
  };
}

/** Any names; null members are left out. */
export function dictionary<T>(item: Shape<T>): Shape<Record<string, T>> {
  return (value, where) =>
    Object.fromEntries(
      Object.entries(members(value, where))
        .filter(([, member]) => member !== null)
        .map(([name, member]) => [name, item(member, `${where}.${name}`)]),
    );
}

type Members<M> = { [Name in keyof M]?: M[Name] extends Shape<infer T> ? T : never };

/** Members by name, none of them required; null ones are left out, and unknown ones, as Podman does. */
export function object<M extends Record<string, Shape<unknown>>>(shapes: M): Shape<Members<M>> {
  return (value, where) => {
    const given = members(value, where);
    const read: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(shapes)) {
      const member = Object.hasOwn(given, name) ? given[name] : undefined;
      const path = where === '' ? name : `${where}.${name}`;
      if (member !== undefined && member !== null) read[name] = shape(member, path);
    }
    return read as Members<M>;
  };
}

function members(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw unexpected(value, where, 'an object');
}

function unexpected(value: unknown, where: string, wanted: string): InternalError {
  const found = JSON.stringify(value).slice(0, 60);
  return new InternalError(`${where || 'document'}: ${found} is not ${wanted}`);
}
