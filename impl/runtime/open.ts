import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCgroupLayout } from './cgroup/layout.ts';
import { chooseRuntime, findConmon } from './choose.ts';
import { OciRuntime } from './oci.ts';

export interface RuntimeOptions {
  /** The daemon's run root; the runtime keeps its state in `oci/` there. */
  runRoot: string;
  /** This runtime or none; else the better one that works. */
  only?: 'crun' | 'runc';
}

/**
 * Chooses the OCI runtime of this host and makes it ready. Throws InternalError when no runtime
 * works or conmon is missing.
 */
export async function openRuntime({ runRoot, only }: RuntimeOptions): Promise<OciRuntime> {
  const layout = readCgroupLayout();
  const stateRoot = join(runRoot, 'oci');
  await mkdir(stateRoot, { recursive: true, mode: 0o700 });
  const [runtime, conmon] = await Promise.all([
    chooseRuntime(layout, only && [only]),
    findConmon(),
  ]);
  return new OciRuntime(runtime, conmon, layout, stateRoot);
}
