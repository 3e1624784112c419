import { run } from './run.ts';

// It was for this process alone (`refpod` sets it).
delete process.env['NODE_COMPILE_CACHE'];
process.exitCode = await run(process.argv.slice(2));
