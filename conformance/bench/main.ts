/**
 * `npm run bench`: the same work on the reference daemon and on real engines, in one run, through
 * the Docker API. Exit code 1 when a bar is missed.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { targetByName } from '../targets/index.ts';
import { TargetMissing } from '../targets/target.ts';
import { cases } from './cases.ts';
import { Engine } from './engine.ts';
import { asJson, judged, markdown } from './report.ts';
import { measureAll } from './run.ts';

const usage = `Usage: npm run bench -- [options]

  --engine NAME   an engine to measure, may be repeated: reference, podman, podman3, podman5,
                  docker or url:unix:///path (default: reference, podman, podman5 and docker,
                  as far as ci/peers has set them up)
  --only CASE     one case, may be repeated: ${cases.map(({ name }) => name).join(', ')}
  --quick         a third of the samples
  --json FILE     write every sample to a file, too`;

const { values } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else process.exitCode = await bench();

async function bench(): Promise<number> {
  const chosen = cases.filter(({ name }) => values.only?.includes(name) ?? true);
  const engines = await startEngines();
  try {
    for (const engine of engines) await engine.loadImage();
    const results = await measureAll(chosen, engines, values.quick ? 1 / 3 : 1, console.error);
    const products = engines.map(({ target }) => ({
      name: target.name,
      product: target.facts.product,
    }));
    console.log(`\n${markdown(chosen, products, results)}`);
    if (values.json !== undefined) {
      const report = JSON.stringify(asJson(chosen, products, results), undefined, 2);
      await writeFile(values.json, `${report}\n`);
    }
    return judged(chosen, results).some(({ verdict }) => verdict === 'miss') ? 1 : 0;
  } finally {
    for (const engine of engines) await engine.stop();
  }
}

/** An engine that was asked for by name must run; of the default ones those that can. */
async function startEngines(): Promise<Engine[]> {
  const engines: Engine[] = [];
  for (const name of values.engine ?? ['reference', 'podman', 'podman5', 'docker']) {
    try {
      engines.push(new Engine(await targetByName(name).start()));
    } catch (error) {
      if (values.engine || !(error instanceof TargetMissing)) {
        for (const engine of engines) await engine.stop();
        throw error;
      }
      console.error(`without ${name}: ${error.message}`);
    }
  }
  return engines;
}
