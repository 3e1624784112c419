import { InternalError } from '../../../errors.ts';
import { given } from '../../../given.ts';
import type { ProcessConfig, SecurityConfig } from '../../../container-config.ts';
import type { KubeContainer, KubePodSpec } from '../objects.ts';

type PodSecurity = NonNullable<KubePodSpec['securityContext']>;

/** What the container may do: its own security context before the Pod's. */
export function securityOf(
  { name = '', securityContext: own = {} }: KubeContainer,
  pod: PodSecurity,
  annotations: Readonly<Record<string, string>>,
): SecurityConfig {
  const selinux = own.seLinuxOptions ?? pod.seLinuxOptions ?? {};
  return given({
    privileged: own.privileged ?? false,
    capAdd: own.capabilities?.add ?? [],
    capDrop: own.capabilities?.drop ?? [],
    noNewPrivileges: own.allowPrivilegeEscalation === false,
    seccompProfile:
      seccompOf(own.seccompProfile ?? pod.seccompProfile) ?? annotated(name, annotations),
    selinuxOptions: Object.entries(selinux).map(([kind, value]) => `${kind}:${value}`),
    mask: [],
    unmask: own.procMount === 'Unmasked' ? ['ALL'] : [],
    procOptions: [],
    readOnlyRoot: own.readOnlyRootFilesystem ?? false,
  });
}

/** User and groups of the process. */
export function userOf(
  { securityContext: own = {} }: KubeContainer,
  pod: PodSecurity,
): Pick<ProcessConfig, 'user' | 'groups'> {
  const user = own.runAsUser ?? pod.runAsUser;
  const group = own.runAsGroup ?? pod.runAsGroup;
  const text = group === undefined ? user : `${user ?? 0}:${group}`;
  return given({
    user: text === undefined ? undefined : String(text),
    groups: (pod.supplementalGroups ?? []).map(String),
  });
}

function seccompOf(
  profile: { type?: string; localhostProfile?: string } | undefined,
): string | undefined {
  if (profile?.type === undefined || profile.type === 'RuntimeDefault') return undefined;
  if (profile.type === 'Unconfined') return 'unconfined';
  return localProfile(profile.localhostProfile ?? '');
}

const OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

/** The older way to name a profile. */
function annotated(
  name: string,
  annotations: Readonly<Record<string, string>>,
): string | undefined {
  const said = annotations[`${OF_CONTAINER}${name}`] ?? annotations[OF_POD];
  if (said === undefined || said === 'runtime/default' || said === 'docker/default') {
    return undefined;
  }
  if (said === 'unconfined') return said;
  if (said.startsWith('localhost/')) return localProfile(said.slice('localhost/'.length));
  throw new InternalError(`invalid seccomp path: ${said}`);
}

/** Where the kubelet keeps profiles, and Podman too. */
const PROFILES = '/var/lib/kubelet/seccomp';

function localProfile(path: string): string {
  if (path !== '' && !path.split('/').includes('..')) return `${PROFILES}/${path}`;
  throw new InternalError(`invalid seccomp path: localhost/${path}`);
}
