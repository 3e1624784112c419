import type { DockerSecret } from '../../../spec/generated/schemas.gen.ts';
import type { Secret } from '../../engine/secrets/secret.ts';
import type { Secrets } from '../../engine/secrets/secrets.ts';
import { BadParameter } from '../../errors.ts';
import type { Handlers } from '../handler.ts';
import { encodeSecret } from '../shared/secret.ts';

export function compatSecrets(secrets: Secrets) {
  const encode = (secret: Secret): DockerSecret => ({
    ...encodeSecret(secrets, secret),
    Version: { Index: secret.version },
  });
  return {
    'compat.secret.list': ({ query: { filters = {} } }) => {
      const { name, ...others } = filters;
      // Docker's name is the beginning of one, and names are whole ones.
      const wanted = name === undefined ? others : { ...others, 'name-prefix': name };
      const allowed = ['id', 'label', 'name-prefix', 'names'];
      const found = secrets.list(wanted, allowed);
      return { kind: 'json', status: 200, value: found.map((secret) => encode(secret)) };
    },
    'compat.secret.create': async ({ body }) => {
      const { Name: name = '', Data: data = '', Labels: labels = {}, Driver } = body;
      const { id } = await secrets.create({
        name,
        data: fromBase64(data),
        labels,
        driver: Driver?.Name ?? '',
        driverOptions: Driver?.Options ?? {},
      });
      return { kind: 'json', status: 201, value: { ID: id } };
    },
    'compat.secret.inspect': ({ path }) => ({
      kind: 'json',
      status: 200,
      value: encode(secrets.find(path.name)),
    }),
    'compat.secret.remove': async ({ path }) => {
      await secrets.remove(path.name);
      return { kind: 'empty', status: 204 };
    },
    'compat.secret.update': ({ path, query, body }) => {
      const secret = secrets.find(path.name);
      const { Name: name, Data: data = '', Labels: labels = {} } = body;
      if (name !== secret.name || data !== '') {
        throw new BadParameter('only updates to Labels are allowed');
      }
      secrets.relabel(secret.id, labels, query.version);
      return { kind: 'empty', status: 200 };
    },
  } satisfies Handlers;
}

/** Standard base64, or that for URLs. Throws BadParameter. */
function fromBase64(text: string): Buffer {
  if (/^[\w+/-]*={0,2}$/.test(text)) return Buffer.from(text, 'base64');
  throw new BadParameter('invalid JSON: illegal base64 data in Data');
}
