import type { Image } from '../../storage/types.ts';
import type { BuildRun } from './build-run.ts';
import { runStages } from './run-stages.ts';
import { squash } from './squash.ts';

/** Builds all stages, and names what the last one gives. */
export async function runBuild(run: BuildRun): Promise<Image> {
  const { options, events, stages, neighbours } = run;
  tellGlobals(run);
  const result = await runStages(run);
  const formed = await inWantedForm(run, result);
  const image = options.omitHistory ? await withoutHistory(run, formed) : formed;
  run.signal.throwIfAborted();
  const stage = { number: stages.length, total: stages.length };
  events.push({ kind: 'commit', stage, platform: run.platform });
  const unused = run.args.unused();
  if (unused.length > 0)
    events.push({
      kind: 'notice',
      text: `[Warning] One or more build-args [${unused.join(' ')}] were not consumed\n`,
    });
  for (const { full } of options.names) neighbours.images.give(image, full);
  if (options.manifest)
    await neighbours.images.lists.create(options.manifest, [image.id], {
      ...options.registry,
      tree: options.tree,
      all: false,
      amend: true,
    });
  events.push({ kind: 'built', image: image.id });
  for (const name of options.names) events.push({ kind: 'tagged', ...name });
  neighbours.images.tellBuilt(image, options.names[0]?.full);
  return image;
}

/** Docker counts the ARGs before the first FROM. */
function tellGlobals({ options, plan, steps, events }: BuildRun): void {
  if (options.tree !== 'compat') return;
  for (const { original: text } of plan.globalArgs)
    events.push({ kind: 'global', number: ++steps.done, total: steps.total, text });
}

/** With fewer layers, where that is wanted; steps of a build without layers of their own go. */
async function inWantedForm(
  run: BuildRun,
  { image, base }: { image: Image; base: Image | undefined },
): Promise<Image> {
  const { options, neighbours, made } = run;
  if (options.squash === 'no' && (options.layers || image.id === base?.id)) return image;
  const squashed = await squash(run, image, options.squash === 'all' ? undefined : base);
  run.events.push({ kind: 'stage-done', image: squashed.id });
  run.held.clear();
  if (!options.layers)
    for (const id of made.toReversed())
      if (id !== squashed.id) await neighbours.images.dropUnneeded(id);
  return squashed;
}

/** The same image with an empty history. */
async function withoutHistory(run: BuildRun, image: Image) {
  const { neighbours, options, signal } = run;
  const { rootfs: _, ...config } = image.config;
  const bare = await neighbours.images.compose({
    base: image,
    configure: () => ({ ...config, history: [] }),
    format: options.format,
    annotations: options.annotations,
    signal,
  });
  run.held.clear();
  await neighbours.images.dropUnneeded(image.id);
  return bare;
}
