import type { ContainerCreate } from '../../../../spec/generated/schemas.gen.ts';
import type { SecurityConfig } from '../../../container-config.ts';
import { given, nonZero } from '../../shared/given.ts';
import { oneOf } from './spec-rules.ts';

/** Rights of a container as libpod's create request has them. */
export function decodeSecurity(body: ContainerCreate): SecurityConfig {
  return given({
    privileged: body.privileged ?? false,
    capAdd: body.cap_add ?? [],
    capDrop: body.cap_drop ?? [],
    noNewPrivileges: body.no_new_privileges ?? false,
    seccompProfile: nonZero(body.seccomp_profile_path),
    seccompPolicy: oneOf(body, 'seccomp_policy', ['default', 'image', 'empty']),
    apparmorProfile: nonZero(body.apparmor_profile),
    selinuxOptions: body.selinux_opts ?? [],
    mask: body.mask ?? [],
    unmask: (body.unmask ?? []).flatMap(paths),
    procOptions: body.procfs_opts ?? [],
    readOnlyRoot: body.read_only_filesystem ?? false,
    // Podman's client lists the writable places of a read-only root among the mounts.
    readWriteTmpfs: false,
  });
}

/** An entry may hold several paths, separated by colons. */
function paths(entry: string): string[] {
  return entry.split(':');
}
