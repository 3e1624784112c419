import type { PodCreate } from '../../../../spec/generated/schemas.gen.ts';
import { BadParameter } from '../../../errors.ts';

/** Refuses what contradicts itself in a PodSpecGenerator. Throws BadParameter naming the fields. */
export function checkPod(spec: PodCreate): void {
  if (spec.no_infra) checkWithoutInfra(spec);
  if (spec.no_manage_hosts && spec.hostadd?.length) throw exclusive('NoManageHosts', 'HostAdd');
  if (spec.no_manage_resolv_conf) {
    for (const [name, list] of resolver(spec)) {
      if (list?.length) throw exclusive('NoManageResolvConf', name);
    }
  }
  checkNetwork(spec);
}

/** The infra container is what would have these. */
function checkWithoutInfra(spec: PodCreate): void {
  const infra: [name: string, value: unknown][] = [
    ['InfraCommand', spec.infra_command?.length],
    ['InfraImage', spec.infra_image],
    ['InfraName', spec.infra_name],
    ['InfraConmonPidFile', spec.infra_conmon_pid_file],
    ['SharedNamespaces', spec.shared_namespaces?.some((name) => name !== '' && name !== 'none')],
    ['HostAdd', spec.hostadd?.length],
    ['NoManageResolvConf', spec.no_manage_resolv_conf],
    ['PortMappings', spec.portmappings?.length],
    ['Networks', Object.keys(spec.Networks ?? {}).length || spec.cni_networks?.length],
    ['StaticIP', spec.static_ip?.length],
    ['StaticMAC', spec.static_mac?.length],
    ['NetNS', spec.netns?.nsmode && spec.netns.nsmode !== 'default'],
    ...resolver(spec).map(([name, list]) => [name, list?.length] as [string, unknown]),
  ];
  for (const [name, value] of infra) if (value) throw exclusive('NoInfra', name);
}

function resolver(spec: PodCreate): [name: string, list: string[] | undefined][] {
  return [
    ['DNSServer', spec.dns_server],
    ['DNSSearch', spec.dns_search],
    ['DNSOption', spec.dns_option],
  ];
}

function checkNetwork({ netns, portmappings }: PodCreate): void {
  const mode = netns?.nsmode || 'default';
  if (mode === 'path' || mode === 'container' || mode === 'pod') {
    throw new BadParameter(`pods presently do not support network mode ${mode}`);
  }
  if (portmappings?.length && (mode === 'host' || mode === 'none')) {
    throw new BadParameter('PortMappings can only be used with Bridge or slirp4netns networking');
  }
}

function exclusive(one: string, other: string): BadParameter {
  return new BadParameter(
    `${one} and ${other} are mutually exclusive pod options: invalid pod spec`,
    { rootCause: 'invalid pod spec' },
  );
}
