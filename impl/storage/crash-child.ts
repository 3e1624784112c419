import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Database } from '../database.ts';
import { openStorage } from './open.ts';

/**
 * Loads and removes the images of an archive until it is killed, which the crash test does:
 * `crash-child.ts ROOT ARCHIVE`. It says so when it begins.
 */
const [root = '', archive = ''] = process.argv.slice(2);
const storage = openStorage({ root, database: new Database(path.join(root, 'refpod.db')) });
await storage.collectGarbage();
process.stdout.write('ready\n');
for (;;) {
  const images = await storage.images.load(createReadStream(archive));
  storage.layers.createContainerLayer('one', images[1]);
  storage.layers.mount('one');
  for (const image of images) await storage.images.remove(image.id);
  await storage.layers.removeContainerLayer('one');
}
