import type {
  ContainerCreate,
  IDMappingOptions,
  NamespaceChoice,
} from '../../../../spec/generated/schemas.gen.ts';
import type { Namespace, NamespaceConfig } from '../../../engine/containers/config.ts';
import { BadParameter } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';

/** The namespace choices of a SpecGenerator. Throws BadParameter. */
export function decodeNamespaces(spec: ContainerCreate): NamespaceConfig {
  return given({
    pid: namespace('pid', spec.pidns),
    ipc: namespace('ipc', spec.ipcns),
    uts: namespace('uts', spec.utsns),
    user: namespace('user', spec.userns),
    cgroup: namespace('cgroup', spec.cgroupns),
    network: namespace('network', spec.netns),
    idMappings: idMappings(spec.idmappings),
  });
}

function namespace(
  kind: keyof NamespaceConfig,
  choice: NamespaceChoice = {},
): Namespace | undefined {
  const { nsmode = '', value } = choice;
  switch (nsmode) {
    case '':
    case 'default':
      return undefined;
    case 'path':
      return { mode: 'path', path: required(kind, nsmode, value) };
    case 'container':
      return { mode: 'container', container: required(kind, nsmode, value) };
    case 'host':
    case 'private':
    case 'shareable':
    case 'none':
    case 'pod':
      return { mode: nsmode };
    case 'bridge':
      if (kind === 'network') return { mode: nsmode };
      break;
    case 'auto':
    case 'keep-id':
    case 'no-map':
    case 'nomap':
      if (kind === 'user') return userNamespace(nsmode === 'nomap' ? 'no-map' : nsmode, value);
      break;
    default:
      break;
  }
  throw new BadParameter(`invalid ${kind} namespace "${nsmode}": invalid argument`);
}

function userNamespace(mode: 'auto' | 'keep-id' | 'no-map', value: string | undefined): Namespace {
  return given({ mode, value: nonZero(value) });
}

function required(kind: string, mode: string, value: string | undefined): string {
  if (value) return value;
  throw new BadParameter(`${kind} namespace "${mode}" needs a value: invalid argument`);
}

function idMappings(options: IDMappingOptions | undefined): NamespaceConfig['idMappings'] {
  const translate = (mappings: IDMappingOptions['UIDMap']) =>
    (mappings ?? []).map((mapping) => ({
      container: mapping.container_id ?? 0,
      host: mapping.host_id ?? 0,
      size: mapping.size ?? 0,
    }));
  const uids = translate(options?.UIDMap);
  const gids = translate(options?.GIDMap);
  return uids.length + gids.length === 0 ? undefined : { uids, gids };
}
