import type { ContainerConfig, HealthConfig } from '../../container-config.ts';

/** What both engines take where neither image nor client says; milliseconds. */
const defaults = { interval: 30_000, timeout: 30_000, retries: 3 } as const;

/** How a container is probed. Times in milliseconds. */
export interface Check {
  command: string[];
  /** From the end of one probe to the beginning of the next. */
  interval: number;
  /** The same while failures do not count yet. */
  startInterval: number;
  timeout: number;
  /** After the start, failures do not count until the first success. */
  startPeriod: number;
  /** Failures in a row that make it unhealthy. */
  retries: number;
  /** Successes in a row that end the start-up; only of start-up checks. */
  successes: number;
}

/**
 * The check of a configuration; undefined where it has none.
 * @param shell of the image, for checks that are one line of text
 */
export function checkOf(
  config: HealthConfig & { successes?: number },
  tree: ContainerConfig['tree'],
  shell: readonly string[] = ['/bin/sh', '-c'],
): Check | undefined {
  const command = commandOf(config.test, tree, shell);
  if (!command) return undefined;
  const interval = milliseconds(config.interval) || defaults.interval;
  return {
    command,
    interval,
    startInterval: milliseconds(config.startInterval) || interval,
    timeout: milliseconds(config.timeout) || defaults.timeout,
    startPeriod: milliseconds(config.startPeriod),
    retries: config.retries || defaults.retries,
    successes: config.successes || 1,
  };
}

function commandOf(
  [kind, ...rest]: readonly string[],
  tree: ContainerConfig['tree'],
  shell: readonly string[],
): string[] | undefined {
  switch (kind) {
    case undefined:
    case '':
    case 'NONE':
      return undefined;
    case 'CMD':
      return rest;
    case 'CMD-SHELL':
      // Docker runs it in the image's shell, Podman always in sh.
      return [...(tree === 'compat' ? shell : ['sh', '-c']), rest.join(' ')];
    default:
      // Docker knows no other kinds; to Podman it is the command itself.
      return tree === 'compat' ? undefined : [kind, ...rest];
  }
}

function milliseconds(nanoseconds = 0): number {
  return Math.max(0, nanoseconds / 1e6);
}
