import type { ContainerConfig } from '../../container-config.ts';
import { BadParameter } from '../../errors.ts';
import type { OciProcess } from '../types.ts';
import { processCapabilities } from './capabilities.ts';
import { clampOomScore } from './resources.ts';
import { effectiveRlimits } from './rlimits.ts';
import type { ResolvedUser } from './users.ts';

const DEFAULT_UMASK = '0022';
/** Where the init program stands in the container. */
export const INIT_PATH = '/run/podman-init';

export interface ProcessFacts {
  user: ResolvedUser;
  bounding: readonly string[];
  /** Value of HOSTNAME; none is set without it. */
  hostname?: string;
}

/** `process` of a container's configuration. Throws BadParameter for a bad umask. */
export function containerProcess(config: ContainerConfig, facts: ProcessFacts): OciProcess {
  const { process, security, resources } = config;
  const command = [...(process.entrypoint ?? []), ...(process.command ?? [])];
  return {
    ...commonProcess(config, facts),
    terminal: process.terminal,
    args: process.init ? [INIT_PATH, '--', ...command] : command,
    env: environment(process.env, facts),
    cwd: process.workDir || '/',
    rlimits: effectiveRlimits(resources.rlimits),
    noNewPrivileges: security.noNewPrivileges,
    ...(resources.oomScoreAdj === undefined
      ? {}
      : { oomScoreAdj: clampOomScore(resources.oomScoreAdj) }),
  };
}

/** What one more process in a container was asked to be. */
export interface ExecWish {
  args: string[];
  /** `NAME=value`, on top of the container's own; `NAME` alone takes that one away. */
  env: string[];
  user?: string;
  workDir?: string;
  terminal: boolean;
  privileged: boolean;
}

/**
 * `process` of an exec session: the container's environment and limits, its user unless another
 * one is named. A privileged one has all of the host's capabilities, which `facts.bounding` is then.
 */
export function execProcess(
  config: ContainerConfig,
  wish: ExecWish,
  facts: ProcessFacts,
): OciProcess {
  const env = withVariables(config.process.env, wish.env);
  const added = wish.privileged ? ['ALL'] : config.security.capAdd;
  return {
    ...commonProcess(config, facts, added),
    terminal: wish.terminal,
    args: wish.args,
    env: environment(env, facts),
    cwd: wish.workDir || config.process.workDir || '/',
    rlimits: effectiveRlimits(config.resources.rlimits),
    noNewPrivileges: config.security.noNewPrivileges && !wish.privileged,
  };
}

/** Throws BadParameter for a variable without a name. */
function withVariables(
  own: Readonly<Record<string, string>>,
  variables: readonly string[],
): Record<string, string> {
  const env = { ...own };
  for (const variable of variables) {
    const at = variable.indexOf('=');
    if (at === 0 || variable === '') {
      throw new BadParameter(`invalid environment variable: "${variable}"`);
    }
    if (at === -1) delete env[variable];
    else env[variable.slice(0, at)] = variable.slice(at + 1);
  }
  return env;
}

function commonProcess(
  config: ContainerConfig,
  { user, bounding }: ProcessFacts,
  added: readonly string[] = config.security.capAdd,
) {
  const { uid, gid, additionalGids } = user;
  return {
    user: {
      uid,
      gid,
      umask: parseUmask(config.process.umask ?? DEFAULT_UMASK),
      ...(additionalGids.length > 0 ? { additionalGids } : {}),
    },
    capabilities: processCapabilities(bounding, added, { uid, tree: config.tree }),
  };
}

/** An octal umask as a number. Throws BadParameter. */
export function parseUmask(text: string): number {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  throw new BadParameter(`invalid umask ${text}: must be an octal number`);
}

/** HOME and HOSTNAME stand last, where real Podman puts them, unless they are given. */
function environment(
  env: Readonly<Record<string, string>>,
  { user, hostname }: ProcessFacts,
): string[] {
  const all: Record<string, string> = { ...env, HOME: env['HOME'] || user.home };
  if (hostname !== undefined) all['HOSTNAME'] ??= hostname;
  return Object.entries(all).map(([name, value]) => `${name}=${value}`);
}
