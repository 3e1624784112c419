import type { ContainerCreate } from '../../../../spec/generated/schemas.gen.ts';
import type { SecurityConfig } from '../../../engine/containers/config.ts';
import { given, nonZero } from '../../shared/given.ts';

/** Rights of a container as libpod's create request has them. */
export function decodeSecurity(body: ContainerCreate): SecurityConfig {
  return given({
    privileged: body.privileged ?? false,
    capAdd: body.cap_add ?? [],
    capDrop: body.cap_drop ?? [],
    noNewPrivileges: body.no_new_privileges ?? false,
    seccompProfile: nonZero(body.seccomp_profile_path),
    seccompPolicy: nonZero(body.seccomp_policy),
    apparmorProfile: nonZero(body.apparmor_profile),
    selinuxOptions: body.selinux_opts ?? [],
    mask: (body.mask ?? []).flatMap(paths),
    unmask: (body.unmask ?? []).flatMap(paths),
    procOptions: body.procfs_opts ?? [],
    readOnlyRoot: body.read_only_filesystem ?? false,
  });
}

/** An entry may hold several paths, separated by colons. */
function paths(entry: string): string[] {
  return entry.split(':');
}
