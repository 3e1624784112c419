import type {
  ContainerCreate,
  IDMappingOptions,
  NamespaceChoice,
} from '../../../../spec/generated/schemas.gen.ts';
import type { Namespace, NamespaceConfig } from '../../../container-config.ts';
import { BadParameter } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';

/** The namespace choices of a SpecGenerator. Throws BadParameter. */
export function decodeNamespaces(spec: ContainerCreate): NamespaceConfig {
  return given({
    pid: namespace('pid', spec.pidns),
    ipc: namespace('ipc', spec.ipcns),
    uts: namespace('uts', spec.utsns),
    user: userNamespace(spec),
    cgroup: namespace('cgroup', spec.cgroupns),
    network: namespace('network', spec.netns),
    idMappings: idMappings(spec.idmappings),
  });
}

/** Modes that a kind of namespace can have besides leading to another one. */
const MODES: Readonly<Record<string, readonly Namespace['mode'][]>> = {
  user: ['host', 'private', 'pod', 'auto', 'keep-id', 'no-map'],
  network: ['host', 'private', 'pod', 'none', 'bridge'],
  ipc: ['host', 'private', 'pod', 'none', 'shareable'],
};
const PLAIN_MODES: readonly Namespace['mode'][] = ['host', 'private', 'pod'];

function namespace(
  kind: keyof NamespaceConfig,
  choice: NamespaceChoice = {},
): Namespace | undefined {
  const { nsmode = '', value = choice.string } = choice;
  if (nsmode === '' || nsmode === 'default') return undefined;
  if (nsmode === 'path') return { mode: 'path', path: required(kind, nsmode, value) };
  if (nsmode === 'container') {
    return { mode: 'container', container: required(kind, nsmode, value) };
  }
  const mode = (MODES[kind] ?? PLAIN_MODES).find(
    (known) => known === nsmode || (known === 'no-map' && nsmode === 'nomap'),
  );
  if (kind === 'network' && (nsmode === 'slirp4netns' || nsmode === 'pasta')) {
    throw new BadParameter(
      `network mode "${nsmode}" is for engines without rights on the host's network: this one has bridge networks, host and none`,
    );
  }
  if (mode === undefined) {
    throw new BadParameter(`invalid ${kind} namespace "${nsmode}": invalid argument`);
  }
  return given({ mode, value: kind === 'user' ? nonZero(value) : undefined }) as Namespace;
}

/** Podman's clients say `auto` in the mappings, too, and its size only there. */
function userNamespace({ userns, idmappings }: ContainerCreate): Namespace | undefined {
  if (!idmappings?.AutoUserNs) return namespace('user', userns);
  const size = idmappings.AutoUserNsOpts?.['Size'];
  const value = size ? `size=${JSON.stringify(size)}` : nonZero(userns?.value);
  return given({ mode: 'auto' as const, value });
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
