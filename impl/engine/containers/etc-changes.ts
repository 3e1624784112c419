import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attachment } from '../../network/types.ts';
import type { Context } from './context.ts';
import { resolvText } from './etc-files.ts';
import type { ContainerRecord } from './record.ts';

/**
 * A running container changed its networks: /etc/hosts has its addresses, and /etc/resolv.conf the
 * networks' name servers. The latter is left alone, as with Docker, once somebody wrote into it.
 */
export function followNetworks(
  context: Context,
  record: ContainerRecord,
  { before, after }: { before: readonly Attachment[]; after: readonly Attachment[] },
): void {
  const { useImageHosts, useImageResolvConf } = record.config.network;
  const names = context.bundles.ownNames(record).join(' ');
  const linesOf = (attachments: readonly Attachment[]) =>
    attachments.flatMap(({ ips }) => ips.map(({ address }) => `${address}\t${names}`));
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const rewrite = (file: string, change: (text: string) => string) => {
    // In place: the file is mounted into the container, so another under its name would not be seen.
    const path = join(context.directories.bundle(record.id), file);
    const text = readFileSync(path, 'utf8');
    const changed = change(text);
    if (changed !== text) writeFileSync(path, changed);
  };
  if (!useImageHosts) {
    rewrite('hosts', (text) => {
      const lines = text.replace(/\n$/, '').split('\n');
      const kept = lines.filter((line) => fresh.includes(line) || !old.includes(line));
      const added = fresh.filter((line) => !lines.includes(line));
      return [...kept, ...added].map((line) => `${line}\n`).join('');
    });
  }
  if (!useImageResolvConf) {
    rewrite('resolv.conf', (text) =>
      text === resolvText(record.config, before) ? resolvText(record.config, after) : text,
    );
  }
}
