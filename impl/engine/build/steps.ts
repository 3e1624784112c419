import { posix } from 'node:path';
import { applyInstruction, changesConfig } from '../../build/instructions/config.ts';
import { parseInstruction } from '../../build/dockerfile/parse.ts';
import type { Instruction } from '../../build/dockerfile/parse.ts';
import { SyntaxProblem } from '../../build/dockerfile/syntax-error.ts';
import { BadParameter } from '../../errors.ts';
import type { Image } from '../../storage/types.ts';
import type { BuildRun } from './build-run.ts';
import { cachedStep } from './cache.ts';
import { advance, commitStep } from './commit-step.ts';
import type { StepResult } from './commit-step.ts';
import { copyStep } from './copy-step.ts';
import { folderEntry, isFolder } from './folders.ts';
import { layerStep } from './layer-work.ts';
import { runStep } from './run-step.ts';
import { copyOf } from './stage-state.ts';
import type { StageState } from './stage-state.ts';
import { parseSignal } from '../containers/signals.ts';
import { writeTar } from '../../storage/tar/writer.ts';
import { unpackTar } from '../../storage/unpack/unpack.ts';

/** What came of a step; without an image it only changed what later steps know. */
export interface StepOutcome {
  image: Image | undefined;
  cached: boolean;
}

/** Does one instruction of a stage. Throws BadParameter for what makes no sense. */
export function doStep(
  run: BuildRun,
  state: StageState,
  instruction: Instruction,
): Promise<StepOutcome> {
  const { keyword, rest } = instruction;
  if (keyword === 'RUN') return runStep(run, state, instruction);
  if (keyword === 'ADD' || keyword === 'COPY') return copyStep(run, state, instruction);
  if (keyword !== 'ARG' && keyword !== 'MAINTAINER') return configStep(run, state, instruction);
  const createdBy = historyText(run, `${keyword} ${rest}`);
  if (keyword === 'MAINTAINER') return plainStep(run, state, { createdBy, author: rest });
  state.scope.declare(instruction);
  return plainStep(run, state, { createdBy });
}

/** Docker's way to write down what no shell has run, with two blanks; Podman's has one. */
export function historyText({ options }: BuildRun, text: string): string {
  return `/bin/sh -c #(nop) ${options.tree === 'compat' ? ' ' : ''}${text}`;
}

async function plainStep(
  run: BuildRun,
  state: StageState,
  change: Omit<StepResult, 'config'> & { config?: StepResult['config'] },
): Promise<StepOutcome> {
  const step = { config: state.config, ...change };
  const cached = await cachedStep(run, state, step);
  const image = cached ?? (await commitStep(run, state, step));
  advance(run, state, image, step);
  return { image, cached: cached !== undefined };
}

async function configStep(
  run: BuildRun,
  state: StageState,
  instruction: Instruction,
): Promise<StepOutcome> {
  const { keyword, line } = instruction;
  if (!changesConfig(keyword)) throw new SyntaxProblem(line, `${keyword} is not allowed here`);
  const { config, text } = applied(run, state, instruction);
  if (keyword === 'STOPSIGNAL') parseSignal(config.StopSignal ?? '');
  if (keyword === 'CMD') state.ownCommand = true;
  const step = { createdBy: historyText(run, text), config };
  return keyword === 'WORKDIR' ? folderStep(run, state, step) : plainStep(run, state, step);
}

function applied(run: BuildRun, state: StageState, instruction: Instruction) {
  const { line } = instruction;
  const expand = (text: string) => state.scope.expand(text, line);
  const { escape } = run.plan;
  try {
    const reading = { escape, expand, ownCommand: state.ownCommand };
    return applyInstruction(copyOf(state.config), instruction, reading);
  } catch (error) {
    if (!(error instanceof BadParameter) || error instanceof SyntaxProblem) throw error;
    throw new SyntaxProblem(line, error.message);
  }
}

/** WORKDIR makes its folder where there is none. */
async function folderStep(
  run: BuildRun,
  state: StageState,
  step: StepResult,
): Promise<StepOutcome> {
  const cached = await cachedStep(run, state, step);
  const folder = step.config.WorkingDir ?? '/';
  const make = (root: string) => makeFolder(root, folder, run.signal);
  const image = cached ?? (await layerStep(run, state, step, make));
  advance(run, state, image, step);
  return { image, cached: cached !== undefined };
}

async function makeFolder(root: string, folder: string, signal: AbortSignal): Promise<void> {
  if (isFolder(root, folder)) return;
  const entry = folderEntry(posix.relative('/', folder), { uid: 0, gid: 0 });
  await unpackTar(writeTar([{ entry }]), root, { whiteouts: 'plain', keepKinds: true, signal });
}

/** The instructions that a base image has for images on it (ONBUILD), taken out of the configuration. */
export function takeTriggers(run: BuildRun, state: StageState): Instruction[] {
  const { OnBuild = [] } = state.config;
  delete state.config.OnBuild;
  return (OnBuild ?? []).map((text) => {
    const line = state.stage.from.line;
    return parseInstruction({ text, line, heredocs: [] }, run.plan.escape);
  });
}
