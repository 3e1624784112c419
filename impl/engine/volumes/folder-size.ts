import fs from 'node:fs/promises';
import path from 'node:path';

/** Bytes of all files below a folder, hard links counted once; entries that vanish meanwhile count nothing. */
export async function folderSize(folder: string): Promise<number> {
  const seen = new Set<string>();
  let total = 0;
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of await fs.readdir(next, { withFileTypes: true }).catch(() => [])) {
      const place = path.join(next, entry.name);
      if (entry.isDirectory()) open.push(place);
      else if (entry.isFile()) {
        const stat = await fs.lstat(place).catch(() => undefined);
        if (!stat || seen.has(`${stat.dev}:${stat.ino}`)) continue;
        if (stat.nlink > 1) seen.add(`${stat.dev}:${stat.ino}`);
        total += stat.size;
      }
    }
  }
  return total;
}
