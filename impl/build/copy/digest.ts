import { createHash } from 'node:crypto';
import type { TarMember } from '../../storage/tar/writer.ts';

/**
 * A digest of what files are: names, kinds, modes, owners, attributes and content, but not their
 * times, which differ with every checkout of the same source.
 */
export async function digestMembers(
  members: AsyncIterable<TarMember> | Iterable<TarMember>,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const { entry, body } of members) {
    const { name, type, linkName, mode, uid, gid, size, device, xattrs } = entry;
    const attributes = [...xattrs.keys()]
      .sort()
      .map((key) => [key, xattrs.get(key)?.toString('latin1')]);
    hash.update(JSON.stringify([name, type, linkName, mode, uid, gid, size, device, attributes]));
    for await (const part of Buffer.isBuffer(body) ? [body] : (body ?? [])) hash.update(part);
  }
  return hash.digest('hex');
}
