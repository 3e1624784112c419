import { InternalError } from '../../../errors.ts';
import type { WantedVolume } from '../../volumes/volume.ts';
import { CLAIM_ANNOTATIONS } from '../generate/claim.ts';
import type { KubeClaim } from '../objects.ts';

/** The volume that a claim is played as; what Kubernetes does not know of it stands in annotations. */
export function claimVolume({ metadata = {} }: KubeClaim): WantedVolume & { name: string } {
  const { name = '', labels = {}, annotations = {} } = metadata;
  if (name.trim() === '') throw new InternalError('persistent volume claim name can not be empty');
  const said = (key: keyof typeof CLAIM_ANNOTATIONS) => annotations[CLAIM_ANNOTATIONS[key]];
  const owner = (['UID', 'GID'] as const).flatMap((key) => {
    const id = said(key);
    if (id === undefined) return [];
    if (/^\d+$/.test(id)) return [`${key.toLowerCase()}=${id}`];
    throw new InternalError(`cannot convert ${key.toLowerCase()} ${id} to integer`);
  });
  const mountOptions = said('o') ?? '';
  const missing = owner.filter((word) => !mountOptions.split(',').includes(word));
  const o = [mountOptions, ...missing].filter(Boolean).join(',');
  const options: Record<string, string> = {};
  for (const [key, value] of Object.entries({ device: said('device'), type: said('type'), o })) {
    if (value) options[key] = value;
  }
  const driver = said('driver');
  return { name, labels, options, ...(driver === undefined ? {} : { driver }) };
}
