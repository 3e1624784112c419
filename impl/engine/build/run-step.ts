import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOf, shellOf } from '../../build/instructions/config.ts';
import type { Instruction } from '../../build/dockerfile/parse.ts';
import { withVariables } from '../../build/instructions/pairs.ts';
import { BadParameter } from '../../errors.ts';
import type { Image } from '../../storage/types.ts';
import type { ContainerConfig, MountConfig } from '../../container-config.ts';
import type { BuildRun } from './build-run.ts';
import { cachedStep } from './cache.ts';
import { advance, commitStep } from './commit-step.ts';
import type { StepResult } from './commit-step.ts';
import { CommandFailed } from './events.ts';
import { fileTime } from './layer-work.ts';
import { OutputReader } from './output-reader.ts';
import { openMounts } from './run-mounts.ts';
import type { RunMounts } from './run-mounts.ts';
import { readMounts } from './run-mount-words.ts';
import type { StageState } from './stage-state.ts';
import type { StepOutcome } from './steps.ts';
import { Stubs } from './stubs.ts';

/**
 * RUN: a container of the image so far runs the command; what it wrote becomes a layer.
 * @throws CommandFailed when it exits with anything but 0.
 */
export async function runStep(
  run: BuildRun,
  state: StageState,
  instruction: Instruction,
): Promise<StepOutcome> {
  const wish = readRun(run, state, instruction);
  const step = { createdBy: wish.createdBy, config: state.config };
  if (wish.mounts.length > 0) step.createdBy += ` # ${wish.mountText}`;
  const mounts = await openMounts(run, state, wish.mounts);
  try {
    if (mounts.digest !== '') step.createdBy += ` ${mounts.digest}`;
    const cached = await cachedStep(run, state, step);
    const image =
      cached ?? (await mounts.exclusively(() => execute(run, state, { wish, mounts, step })));
    advance(run, state, image, step);
    return { image, cached: cached !== undefined };
  } finally {
    await mounts.close();
  }
}

interface RunWish {
  command: string[];
  env: [string, string][];
  network: string | undefined;
  mounts: ReturnType<typeof readMounts>;
  mountText: string;
  createdBy: string;
  original: string;
  /** To be run in place of the command. */
  script: string | undefined;
}

function readRun(run: BuildRun, state: StageState, instruction: Instruction): RunWish {
  const { flags, line, original } = instruction;
  const { scope, config } = state;
  const texts = flags
    .filter(([name]) => name === 'mount')
    .map(([, value]) => scope.expand(value, line));
  const flag = (name: string) => flags.findLast(([known]) => known === name)?.[1];
  if ((flag('security') ?? 'sandbox') !== 'sandbox')
    throw new BadParameter('security.insecure is not allowed');
  const network = flag('network');
  if (network !== undefined && !['default', 'none', 'host'].includes(network))
    throw new BadParameter(`invalid network mode "${network}" for RUN`);
  const command = scriptOf(config, instruction);
  const declared = scope.argVariables();
  const counted = declared.map(([name, value]) => `${name}=${value}`).sort();
  const prefix = counted.length > 0 ? `|${counted.length} ${counted.join(' ')} ` : '';
  return {
    command,
    env: [...run.args.proxies(), ...declared],
    network,
    mounts: readMounts(texts, config.WorkingDir),
    mountText: texts.map((text) => `--mount=${text}`).join(' '),
    createdBy: prefix + command.join(' '),
    original,
    script: ownScript(instruction),
  };
}

/** A here-document that is the whole command is a script; another is the shell's business. */
function scriptOf(config: StageState['config'], instruction: Instruction): string[] {
  const { heredocs, rest } = instruction;
  const [first] = heredocs;
  if (!first) return commandOf(config, instruction);
  if (heredocs.length === 1 && rest === first.word) return [...shellOf(config), first.content];
  const documents = heredocs.map(({ content, name }) => `${content}${name}\n`);
  return [...shellOf(config), `${rest}\n${documents.join('')}`];
}

/** Where a script that names its own interpreter lies in the container. */
const SCRIPT = '/dev/pipes/script';

/** A here-document that begins with `#!` is run by itself, other than through the image's shell. */
function ownScript({ heredocs, rest }: Instruction): string | undefined {
  const [first] = heredocs;
  const isAlone = first !== undefined && heredocs.length === 1 && rest === first.word;
  return isAlone && first.content.startsWith('#!') ? first.content : undefined;
}

async function scriptMount(run: BuildRun, script: string): Promise<MountConfig> {
  const source = join(await mkdtemp(join(run.workspace, 'script-')), 'script');
  await writeFile(source, script);
  await chmod(source, 0o755);
  return { type: 'bind', source, destination: SCRIPT, options: ['rbind', 'ro'] };
}

interface Job {
  wish: RunWish;
  mounts: RunMounts;
  step: StepResult;
}

async function execute(run: BuildRun, state: StageState, job: Job): Promise<Image> {
  const { containers, storage } = run.neighbours;
  // A container is made of an image, and a stage from scratch has none yet.
  state.image ??= await commitStep(run, state, { createdBy: '', config: state.config });
  const config = containerOf(run, state.image, state, job);
  if (job.wish.script !== undefined) {
    config.process.command = [SCRIPT];
    config.storage.mounts.push(await scriptMount(run, job.wish.script));
  }
  const { id } = await containers.create(config);
  run.working.add(id);
  run.events.push({ kind: 'running', container: id });
  const volumes = Object.keys(state.config.Volumes ?? {});
  const stubs = new Stubs(storage.layers, id, [...job.mounts.targets, ...volumes]);
  const exitCode = await runContainer(run, id);
  if (exitCode !== 0)
    throw new CommandFailed(job.wish.command.join(' '), job.wish.original, exitCode);
  stubs.remove();
  const image = await commitStep(
    run,
    state,
    job.step,
    storage.layers.diff(id, run.signal, fileTime(run)),
  );
  if (run.options.remove) await removeWorking(run, id);
  return image;
}

/** Removes the container of a RUN, with the volumes that it had alone. */
export async function removeWorking(run: BuildRun, id: string): Promise<void> {
  const options = { tree: run.options.tree, force: true, volumes: true, ignore: true };
  await run.neighbours.containers.remove(id, options);
  run.working.delete(id);
  run.events.push({ kind: 'removed', container: id });
}

/** Runs it to its end, telling what it writes. Ends it when the client leaves. */
async function runContainer(run: BuildRun, id: string): Promise<number> {
  const { containers } = run.neighbours;
  const { tree } = run.options;
  run.signal.throwIfAborted();
  const reader = new OutputReader((stream, text) => {
    run.events.push({ kind: 'output', stream, text });
    return run.events.room();
  });
  const streams = { stdin: false, stdout: true, stderr: true, logs: false, stream: true };
  const session = await containers.attach(id, streams);
  const served = session.serve(reader.connection);
  const kill = () => {
    reader.connection.destroy();
    const options = { tree, force: true, volumes: true, ignore: true };
    containers.remove(id, options).catch((error: unknown) => {
      run.neighbours.log.error(`ending container ${id} of a build failed`, error);
    });
  };
  run.signal.addEventListener('abort', kill, { once: true });
  const ended = containers.wait(id, ['exited', 'removed']);
  try {
    // It may have left while the line was opened.
    run.signal.throwIfAborted();
    await containers.start(id, tree);
    const { exitCode } = await ended.result;
    await served;
    run.signal.throwIfAborted();
    return exitCode;
  } finally {
    run.signal.removeEventListener('abort', kill);
    ended.cancel();
    reader.connection.destroy();
  }
}

/** The command in the place of the image's own, with the rights and limits that the client wants. */
function containerOf(
  run: BuildRun,
  image: Image,
  state: StageState,
  { wish, mounts }: Job,
): ContainerConfig {
  const { template, tree, remove } = run.options;
  const { User, WorkingDir } = state.config;
  const network = wish.network ?? 'default';
  const variables = withVariables([], [...wish.env, ...imageVariables(state), ...mounts.env]);
  const plain = network === 'none' || network === 'host';
  return {
    ...template,
    tree,
    image: image.id,
    // A container that is to stay is the client's.
    ...(remove ? { build: true } : {}),
    process: {
      ...template.process,
      entrypoint: [''],
      command: wish.command,
      env: { ...template.process.env, ...Object.fromEntries(variables.map(splitVariable)) },
      workDir: WorkingDir || '/',
      ...(User ? { user: User } : {}),
    },
    namespaces: plain
      ? { ...template.namespaces, network: { mode: network } }
      : template.namespaces,
    network: plain ? { ...template.network, networks: {} } : template.network,
    storage: {
      ...template.storage,
      mounts: [...template.storage.mounts, ...mounts.mounts],
      overlayVolumes: mounts.overlays,
    },
    health: { test: ['NONE'] },
  };
}

function imageVariables({ config }: StageState): [string, string][] {
  return (config.Env ?? []).map(splitVariable);
}

function splitVariable(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}
