import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Halves the start. Beside the packages, so that only who installs them can write there.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/refpod', import.meta.url)));

const { run } = await import('./run.ts');
process.exitCode = await run(process.argv.slice(2));
