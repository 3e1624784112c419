import assert from 'node:assert/strict';
import { cgroupFile } from './cgroup-files.ts';
import { clause } from './clause-test.ts';
import type { ClauseTest } from './clause-test.ts';
import { written } from './containers.ts';
import type { Scene } from './scene.ts';

/** What a program in a container looks at, and what it must see there. */
export interface Look {
  script: string;
  sees: RegExp;
  /** Ends with another code than 0. */
  exitCode?: number;
  needs?: 'cgroup-limits';
}

/** Prints a row of what the kernel says of the process, `CapEff` for one. */
export const status = (row: string) => `grep ^${row}: /proc/self/status`;

/** Prints what is mounted at a place. */
export const mounted = (place: string) => `grep " ${place} " /proc/mounts`;

/** What a container sees of members that both trees have; each row says what was asked for. */
export const LOOKS = {
  /** User 1234, group 77. */
  user: { script: 'id -u; id -g', sees: /^1234\n77$/ },
  /** Group 44 besides. */
  groups: { script: 'id -G', sees: /\b44\b/ },
  /** A limit of 64 MiB, a reservation of 32 MiB. */
  memory: {
    script: `${cgroupFile('memory.limit_in_bytes', 'memory.max')}; ${cgroupFile('memory.soft_limit_in_bytes', 'memory.low')}`,
    sees: /^67108864\n33554432$/,
    needs: 'cgroup-limits',
  },
  /** The first processor only. */
  cpuset: {
    script: cgroupFile('cpuset.cpus', 'cpuset.cpus'),
    sees: /^0$/,
    needs: 'cgroup-limits',
  },
  /** Of open files 100, and 200 at most. */
  ulimits: { script: 'ulimit -Sn; ulimit -Hn', sees: /^100\n200$/ },
  /** An adjustment by 500. */
  oomScoreAdj: { script: 'cat /proc/self/oom_score_adj', sees: /^500$/ },
  /** kernel.shmmni is 321. */
  sysctl: { script: 'cat /proc/sys/kernel/shmmni', sees: /^321$/ },
  /** The host's /dev/kmsg as /dev/mine. */
  device: { script: 'stat -c "%t:%T %F" /dev/mine', sees: /^1:b character special file$/ },
  /** /etc/passwd is masked. */
  mask: { script: 'wc -c </etc/passwd', sees: /^0$/ },
  /** A folder of the host at /b, to be read only. */
  bindReadOnly: { script: mounted('/b'), sees: / \/b \S+ ro,/ },
  /** 1 MiB of shared memory. */
  shmSize: { script: mounted('/dev/shm'), sees: /size=1024k/ },
  /** No shared memory at all. */
  ipcNone: { script: `${mounted('/dev/shm')}; echo end`, sees: /^end$/ },
  /** The host's processes. */
  pidHost: { script: 'test $$ -gt 1 && echo yes', sees: /^yes$/ },
  /** Control groups of its own. */
  cgroupPrivate: { script: 'cut -d: -f3 /proc/self/cgroup | sort -u', sees: /^\/$/ },
  /** No network. */
  networkNone: { script: 'ls /sys/class/net', sees: /^lo$/ },
  /** Server 1.1.1.1, search example.org, option ndots:3. */
  dns: {
    script: 'cat /etc/resolv.conf',
    sees: /(?=[^]*^search example\.org$)(?=[^]*^nameserver 1\.1\.1\.1$)[^]*^options ndots:3$/m,
  },
  /** Host `other` has the address 1.2.3.4. */
  hosts: { script: 'cat /etc/hosts', sees: /^1\.2\.3\.4\s+other$/m },
} as const satisfies Record<string, Look>;

/** What a container that has ended wrote, in one line per line of it and without zeros. */
export async function seen(scene: Scene, id: string): Promise<string> {
  return (await written(scene, id)).stdout.replaceAll('\0', ' ').trim();
}

/** One member of a create's body: the clause is `201.field-SLUG`. */
export type Field = Look & { slug: string };

/**
 * The tests of a create's members.
 *
 * @param operation `libpod.container.create`
 * @param run makes a container with the member that runs the field's script, and waits for its end
 */
export function fieldClauses<F extends Field>(
  operation: string,
  fields: readonly F[],
  run: (scene: Scene, field: F) => Promise<{ id: string; exitCode: number }>,
): ClauseTest[] {
  return fields.map((field) =>
    clause(
      `${operation}.201.field-${field.slug}`,
      async (scene) => {
        const { id, exitCode } = await run(scene, field);
        const text = await seen(scene, id);
        assert.match(text, field.sees);
        assert.equal(exitCode, field.exitCode ?? 0, text);
      },
      field.needs ? { needs: [field.needs] } : {},
    ),
  );
}
