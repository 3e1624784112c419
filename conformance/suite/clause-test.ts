import type { Scene } from './scene.ts';

/** What a target must be able to do for a test to say anything about it; measured, not assumed. */
export type Capability =
  /** Serves the libpod tree. */
  | 'libpod'
  /** The target's processes, mounts and sockets are on this host, so that effects can be looked at from outside. */
  | 'shared-host'
  /** Published ports of its containers are reachable from the suite. */
  | 'reachable-ports'
  /** Memory, cpu and pids limits work. */
  | 'cgroup-limits'
  | 'checkpoint'
  /** A registry on this host's loopback, or on its own that the suite can enter, is one for it. */
  | 'local-registry';

/** One test of one clause of the spec. */
export interface ClauseTest {
  /** Full clause id: `libpod.container.wait.200.default-stopped`. */
  readonly clause: string;
  readonly needs: readonly Capability[];
  /** Looks at the whole engine (prune, list of all, df): nothing else may run at the time. */
  readonly serial: boolean;
  readonly run: (scene: Scene) => Promise<void>;
}

export interface ClauseOptions {
  readonly needs?: readonly Capability[];
  readonly serial?: boolean;
}

/**
 * Describes the test of a clause. The level and the text come from the spec, where the clause is.
 *
 * @param clause full clause id
 */
export function clause(
  clause: string,
  run: (scene: Scene) => Promise<void>,
  options: ClauseOptions = {},
): ClauseTest {
  const libpod = clause.startsWith('libpod.') ? (['libpod'] as const) : [];
  return {
    clause,
    needs: [...libpod, ...(options.needs ?? [])],
    serial: options.serial ?? false,
    run,
  };
}
