import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readSource } from './documents.ts';
import { generateFiles } from './files.ts';

const folder = path.join(import.meta.dirname, '..', 'generated');
await mkdir(folder, { recursive: true });
for (const [name, content] of Object.entries(await generateFiles(await readSource()))) {
  await writeFile(path.join(folder, name), content);
}
