import type { Instruction } from '../../build/dockerfile/parse.ts';
import { findStage } from '../../build/dockerfile/stages.ts';
import type { Stage } from '../../build/dockerfile/stages.ts';
import type { Image } from '../../storage/types.ts';
import { baseImage } from './base-image.ts';
import type { BuildRun } from './build-run.ts';
import { cachedStep } from './cache.ts';
import { advance, commitStep } from './commit-step.ts';
import { Scope } from './scope.ts';
import { copyOf } from './stage-state.ts';
import type { StageState } from './stage-state.ts';
import { Usage } from './usage.ts';
import { doStep, historyText, takeTriggers } from './steps.ts';

/** Builds one stage. @returns its image, and what it was built on. */
export async function runStage(
  run: BuildRun,
  stage: Stage,
): Promise<{ image: Image; base: Image | undefined }> {
  const state = await beginStage(run, stage);
  const triggers = takeTriggers(run, state);
  const isLast = stage === run.stages.at(-1);
  if (triggers.length > 0) run.events.push({ kind: 'triggers', count: triggers.length });
  for (const trigger of triggers) await tellingStep(run, state, trigger, undefined);
  for (const [at, instruction] of stage.instructions.entries()) {
    tellStep(run, stage, at + 2, instruction.original);
    const isEnd = at === stage.instructions.length - 1;
    if (isLast && isEnd) addLabels(run, state);
    await tellingStep(run, state, instruction, isEnd);
  }
  const image = await endStage(run, state, isLast);
  run.results.set(stage, image);
  run.events.push({ kind: 'stage-done', image: image.id });
  return { image, base: state.base.image };
}

async function beginStage(run: BuildRun, stage: Stage): Promise<StageState> {
  tellStep(run, stage, 1, stage.from.original);
  const base = await baseOf(run, stage);
  const config = copyOf(base.image?.config.config);
  const scope = new Scope(run.args, run.plan.escape, run.globals);
  scope.env = config.Env;
  const state: StageState = {
    stage,
    scope,
    image: base.image,
    base,
    config,
    author: base.image?.config.author,
    ownCommand: false,
    isNew: false,
  };
  if (base.image) {
    run.held.add(base.image.id);
    run.events.push({ kind: 'base', image: base.image.id });
  }
  return state;
}

async function baseOf(
  run: BuildRun,
  { base, index, platform }: Stage,
): Promise<StageState['base']> {
  const earlier = findStage(run.plan.stages, base, index);
  const result = earlier && run.results.get(earlier);
  if (result) return { image: result, name: undefined };
  const isFirst = index === run.stages[0]?.index;
  const wanted = isFirst && run.options.from ? run.options.from : base;
  if (wanted === 'scratch') return { image: undefined, name: undefined };
  const { image, name } = await baseImage(run, wanted, platform ?? run.options.platform);
  return { image, name: name ?? image.names[0] };
}

/** @param isEnd of the stage; undefined for what is no step of the Dockerfile's own. */
async function tellingStep(
  run: BuildRun,
  state: StageState,
  instruction: Instruction,
  isEnd: boolean | undefined,
): Promise<void> {
  run.signal.throwIfAborted();
  const usage = run.options.tellUsage ? new Usage() : undefined;
  const { image, cached } = await doStep(run, state, instruction);
  if (usage) run.events.push({ kind: 'notice', text: usage.text() });
  if (!image) return;
  if (cached) run.events.push({ kind: 'cached', image: image.id });
  const last = isEnd === true && state.stage === run.stages.at(-1);
  run.events.push({ kind: 'made', image: image.id, last });
}

function tellStep(run: BuildRun, stage: Stage, number: number, text: string): void {
  run.steps.done += 1;
  run.events.push({
    kind: 'step',
    number: run.steps.done,
    total: run.steps.total,
    inStage: { number, total: stage.instructions.length + 1 },
    stage: { number: run.stages.indexOf(stage) + 1, total: run.stages.length },
    platform: run.platform,
    text,
    expanded: number === 1 ? fromText(stage) : text,
  });
}

function fromText({ base, name }: Stage): string {
  return `FROM ${base}${name === undefined ? '' : ` AS ${name}`}`;
}

/** What the client wants on the image; Podman puts it there with the last step. */
function addLabels({ options }: BuildRun, state: StageState): void {
  if (options.tree !== 'libpod') return;
  state.config = wantedConfig(options, state);
  state.scope.env = state.config.Env;
}

function wantedConfig({ labels, env, unsetEnv }: BuildRun['options'], { config }: StageState) {
  const changed = copyOf(config);
  if (Object.keys(labels).length > 0) changed.Labels = { ...changed.Labels, ...labels };
  const names = new Set([...unsetEnv, ...env.map(([name]) => name)]);
  const kept = (changed.Env ?? []).filter((entry) => !names.has(entry.split('=', 1)[0] ?? ''));
  if (names.size > 0) changed.Env = [...kept, ...env.map(([name, value]) => `${name}=${value}`)];
  return changed;
}

/** Makes an image even of a stage without steps, where something has to be on it. */
async function endStage(run: BuildRun, state: StageState, isLast: boolean): Promise<Image> {
  const { labels, tree } = run.options;
  const names = Object.keys(labels);
  const isDone = tree === 'libpod' && state.stage.instructions.length > 0;
  if (isLast && names.length > 0 && !isDone) {
    const text = names.map((name) => `${name}=${labels[name]}`).join(' ');
    if (tree === 'compat') {
      run.steps.done += 1;
      const { done: number, total } = run.steps;
      const stage = { number: run.stages.length, total: run.stages.length };
      const inStage = { number, total };
      const label = `LABEL ${text}`;
      run.events.push({
        kind: 'step',
        number,
        total,
        inStage,
        stage,
        platform: run.platform,
        text: label,
        expanded: label,
      });
    }
    const step = {
      createdBy: historyText(run, `LABEL ${text}`),
      config: wantedConfig(run.options, state),
    };
    const cached = await cachedStep(run, state, step);
    if (cached) run.events.push({ kind: 'cached', image: cached.id });
    advance(run, state, cached ?? (await commitStep(run, state, step)), step);
    run.events.push({ kind: 'made', image: state.image?.id ?? '', last: true });
  }
  if (state.image) return state.image;
  const step = { createdBy: '/bin/sh -c #(nop) FROM scratch', config: state.config };
  const image = (await cachedStep(run, state, step)) ?? (await commitStep(run, state, step));
  advance(run, state, image, step);
  return image;
}
