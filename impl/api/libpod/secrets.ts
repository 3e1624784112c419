import type { SecretInfo } from '../../../spec/generated/schemas.gen.ts';
import type { Secret } from '../../engine/secrets/secret.ts';
import { secretDataLimit } from '../../engine/secrets/secrets.ts';
import type { Secrets } from '../../engine/secrets/secrets.ts';
import { BadParameter } from '../../errors.ts';
import type { Handlers } from '../handler.ts';
import { asInternal } from '../shared/internal-failure.ts';
import { encodeSecret } from '../shared/secret.ts';
import { wholeBody } from '../shared/whole-body.ts';

export function libpodSecrets(secrets: Secrets) {
  const encode = (secret: Secret): SecretInfo => encodeSecret(secrets, secret);
  return {
    'libpod.secret.create': async ({ query, input }) => {
      const { id } = await asInternal(async () =>
        secrets.create({
          name: query.name,
          data: await wholeBody(input, secretDataLimit),
          driver: query.driver,
          driverOptions: pairs('driveropts', query.driveropts),
          labels: pairs('labels', query.labels),
          replace: query.replace,
        }),
      );
      return { kind: 'json', status: 200, value: { ID: id } };
    },
    'libpod.secret.list': async ({ query }) => {
      const found = await asInternal(() => secrets.list(query.filters, ['id', 'name']));
      return { kind: 'json', status: 200, value: found.map((secret) => encode(secret)) };
    },
    'libpod.secret.inspect': async ({ path, query }) => {
      const secret = secrets.find(path.name);
      const data = query.showsecret
        ? { SecretData: (await secrets.read(secret.id)).toString() }
        : {};
      return { kind: 'json', status: 200, value: { ...encode(secret), ...data } };
    },
    'libpod.secret.exists': ({ path }) => {
      secrets.find(path.name);
      return { kind: 'empty', status: 204 };
    },
    'libpod.secret.remove': async ({ path }) => {
      await secrets.remove(path.name);
      return { kind: 'empty', status: 204 };
    },
  } satisfies Handlers;
}

function pairs(name: string, value: unknown): Record<string, string> {
  const entries = Object.entries(value ?? {});
  if (typeof (value ?? {}) === 'object' && entries.every(([, text]) => typeof text === 'string')) {
    return Object.fromEntries(entries) as Record<string, string>;
  }
  throw new BadParameter(`query parameter "${name}": no JSON map of texts`);
}
