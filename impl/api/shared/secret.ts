import type { SecretInfo } from '../../../spec/generated/schemas.gen.ts';
import type { Secret } from '../../engine/secrets/secret.ts';
import type { Secrets } from '../../engine/secrets/secrets.ts';

/** A secret without its data, as both trees show it. */
export function encodeSecret(
  { folder }: Secrets,
  { id, name, labels, driver = 'file', driverOptions, created, updated }: Secret,
): SecretInfo {
  return {
    ID: id,
    CreatedAt: new Date(created).toISOString(),
    UpdatedAt: new Date(updated).toISOString(),
    Spec: {
      Name: name,
      Driver: {
        Name: driver,
        Options: driver === 'file' ? { path: folder, ...driverOptions } : driverOptions,
      },
      Labels: labels,
    },
  };
}
