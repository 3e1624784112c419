import { InternalError } from '../../../errors.ts';
import type { KubeConfigMap, KubeSecret } from '../objects.ts';

/** Named values that containers take as variables or files. */
export type Values = ReadonlyMap<string, Buffer>;

/** Where containers find ConfigMaps and Secrets by name; undefined for one that is not there. */
export interface ValueSources {
  configMap(name: string): Values | undefined;
  secret(name: string): Promise<Values | undefined>;
}

/** The values of a ConfigMap. Throws InternalError for a key that is there twice. */
export function configMapValues({ metadata, data = {}, binaryData = {} }: KubeConfigMap): Values {
  const twice = Object.keys(data).find((key) => Object.hasOwn(binaryData, key));
  if (twice !== undefined) {
    throw new InternalError(
      `the ConfigMap "${metadata?.name}" is invalid: duplicate key "${twice}" present in data and binaryData`,
    );
  }
  return new Map([...plain(data), ...encoded(binaryData)]);
}

/** The values of a Secret; what is written as plain text goes before what is written encoded. */
export function secretValues({ data = {}, stringData = {} }: KubeSecret): Values {
  return new Map([...encoded(data), ...plain(stringData)]);
}

function plain(values: Readonly<Record<string, string>>): [string, Buffer][] {
  return Object.entries(values).map(([key, value]) => [key, Buffer.from(value)]);
}

function encoded(values: Readonly<Record<string, string>>): [string, Buffer][] {
  return Object.entries(values).map(([key, value]) => [key, Buffer.from(value, 'base64')]);
}
