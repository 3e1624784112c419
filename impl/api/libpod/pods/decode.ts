import type { ContainerCreate, PodCreate } from '../../../../spec/generated/schemas.gen.ts';
import type { ContainerConfig } from '../../../container-config.ts';
import { defaultSharing } from '../../../engine/pods/config.ts';
import type { PodConfig, SharedKind } from '../../../engine/pods/config.ts';
import { BadParameter } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';
import { applySecurityOption } from '../../shared/security-options.ts';
import { decodeCreate } from '../containers/create-decode.ts';
import { checkPod } from './check.ts';

/** Podman's PodSpecGenerator as the engine's configuration. Throws BadParameter. */
export function decodePod(spec: PodCreate): PodConfig {
  checkPod(spec);
  const hasInfra = !spec.no_infra;
  const common = decodeCreate(infraSpec(spec));
  return given({
    name: nonZero(spec.name),
    hostname: nonZero(spec.hostname),
    labels: spec.labels ?? {},
    exitPolicy: decodeExitPolicy(spec.exit_policy),
    restart: spec.restart_policy ? common.restart : undefined,
    createCommand: spec.pod_create_command,
    shared: hasInfra ? decodeSharing(spec) : [],
    sharesParent: spec.share_parent ?? hasInfra,
    cgroupParent: nonZero(spec.cgroup_parent),
    resources: common.resources,
    securityOptions: spec.security_opt,
    infra: hasInfra ? decodeInfra(spec, common) : undefined,
  });
}

/** What a pod and a container are given alike, in the container's words. */
function infraSpec(spec: PodCreate): ContainerCreate {
  const { name: _, hostname: _hostname, labels: _labels, volumes_from, ...rest } = spec;
  const shared = given({
    pidns: rest.pidns,
    userns: rest.userns,
    utsns: rest.utsns,
    netns: rest.netns,
    idmappings: rest.idmappings,
    portmappings: rest.portmappings,
    Networks: rest.Networks,
    cni_networks: rest.cni_networks,
    static_ip: rest.static_ip,
    static_mac: rest.static_mac,
    dns_server: rest.dns_server,
    dns_search: rest.dns_search,
    dns_option: rest.dns_option,
    hostadd: rest.hostadd,
    use_image_hosts: rest.no_manage_hosts,
    use_image_resolve_conf: rest.no_manage_resolv_conf,
    network_options: rest.network_options,
    mounts: rest.mounts,
    volumes: rest.volumes,
    overlay_volumes: rest.overlay_volumes,
    image_volumes: rest.image_volumes,
    volumes_from,
    shm_size: rest.shm_size,
    sysctl: rest.sysctl,
    resource_limits: rest.resource_limits,
    restart_policy: rest.restart_policy,
    restart_tries: rest.restart_tries,
    cpu_period: rest.cpu_period,
    cpu_quota: rest.cpu_quota,
    throttleReadBpsDevice: rest.throttleReadBpsDevice,
    host_device_list: rest.pod_devices?.map((path) => ({ path })),
  });
  return {
    ...shared,
    ...given({
      name: spec.infra_name,
      image: spec.infra_image,
      entrypoint: spec.infra_command,
      conmon_pid_file: spec.infra_conmon_pid_file,
    }),
    httpproxy: false,
  };
}

function decodeInfra(spec: PodCreate, config: ContainerConfig): ContainerConfig {
  const security = { ...config.security, selinuxOptions: [...config.security.selinuxOptions] };
  for (const option of spec.security_opt ?? []) applySecurityOption(security, option);
  const { sysctl } = config.resources;
  return { ...config, security, resources: { rlimits: [], sysctl }, restart: { policy: 'no' } };
}

function decodeExitPolicy(policy: string = ''): PodConfig['exitPolicy'] {
  if (policy === '' || policy === 'continue') return 'continue';
  if (policy === 'stop') return policy;
  throw new BadParameter(`invalid pod exit policy: "${policy}"`);
}

const KINDS: Readonly<Record<string, SharedKind>> = {
  cgroup: 'cgroup',
  ipc: 'ipc',
  net: 'network',
  pid: 'pid',
  user: 'user',
  uts: 'uts',
};

/** Nothing said is Podman's default; `none` or an empty list is nothing. */
function decodeSharing({ shared_namespaces: names, userns }: PodCreate): SharedKind[] {
  const kinds = names?.filter((name) => name !== '' && name !== 'none').map(sharedKind);
  const shared = new Set<SharedKind>(kinds ?? defaultSharing);
  // Containers of another user namespace could not enter the infra container's others.
  const { nsmode = '' } = userns ?? {};
  if (!['', 'default', 'host'].includes(nsmode)) shared.add('user');
  return [...shared];
}

function sharedKind(name: string): SharedKind {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind) return kind;
  throw new BadParameter(
    `invalid kernel namespace to share: ${name}. Options are: cgroup, ipc, net, pid, uts or none`,
  );
}
