import { runExec } from './exec.ts';
import type { Scene } from './scene.ts';

const FILES = {
  memory: ['memory/memory.limit_in_bytes', 'memory.max'],
  pids: ['pids/pids.max', 'pids.max'],
} as const;

/** A limit as the kernel has it for a running container, whichever layout its control groups are in. */
export async function limitIn(scene: Scene, id: string, kind: keyof typeof FILES): Promise<number> {
  const files = FILES[kind].map((file) => `/sys/fs/cgroup/${file}`).join(' ');
  const { stdout } = await runExec(scene, 'compat', id, `cat ${files} 2>/dev/null`);
  return Number(stdout.trim());
}
