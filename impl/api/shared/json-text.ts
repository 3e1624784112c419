import { BadParameter } from '../../errors.ts';

/**
 * A list that comes as JSON, as one word, or already read; empty texts count for nothing.
 * @param name of the parameter, for the message.
 */
export function jsonList(name: string, value: unknown): string[] {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  return values.flatMap((one) => {
    if (one === undefined || one === null || one === '' || one === 'null') return [];
    const read = typeof one === 'string' && one.startsWith('[') ? parsed(name, one) : one;
    const items = Array.isArray(read) ? (read as unknown[]) : [read];
    return items.map((item) => {
      if (typeof item === 'string') return item;
      throw new BadParameter(`${name}: ${JSON.stringify(item)} is no text`);
    });
  });
}

/** The same for lists whose items are objects or texts. Docker's client writes `null` for none. */
export function jsonItems(name: string, value: unknown): unknown[] {
  const read = valueOf(name, value);
  if (read === null) return [];
  if (Array.isArray(read)) return read as unknown[];
  throw new BadParameter(`${name}: not a JSON list`);
}

/** An object that comes as JSON or already read. */
export function jsonMap(name: string, value: unknown): Record<string, unknown> {
  const read = valueOf(name, value);
  if (read === null) return {};
  if (typeof read === 'object' && !Array.isArray(read)) return read as Record<string, unknown>;
  throw new BadParameter(`${name}: not a JSON object`);
}

/** Null when there is no value, in whichever form. */
function valueOf(name: string, value: unknown): unknown {
  if (value === undefined || value === '') return null;
  return typeof value === 'string' ? parsed(name, value) : value;
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BadParameter(`${name}: ${JSON.stringify(text)} is no JSON`, { cause });
  }
}
