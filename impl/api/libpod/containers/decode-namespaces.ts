import type { ContainerCreate, NamespaceChoice } from '../../../../spec/generated/schemas.gen.ts';
import type { Namespace, NamespaceConfig } from '../../../engine/containers/config.ts';
import { BadParameter } from '../../../errors.ts';
import { given } from '../../shared/given.ts';

/** The namespaces of a create request, the network's and the mappings of users included. */
export function decodeNamespaces(body: ContainerCreate): NamespaceConfig {
  return given({
    pid: namespace('pidns', body.pidns),
    ipc: namespace('ipcns', body.ipcns),
    uts: namespace('utsns', body.utsns),
    user: namespace('userns', body.userns),
    cgroup: namespace('cgroupns', body.cgroupns),
    network: networkNamespace(body.netns),
    idMappings: decodeMappings(body.idmappings),
  });
}

function namespace(member: string, choice: NamespaceChoice = {}): Namespace | undefined {
  const { nsmode: mode = '', value = '' } = choice;
  switch (mode) {
    case '':
    case 'default':
      return undefined;
    case 'host':
    case 'private':
    case 'none':
    case 'shareable':
    case 'pod':
      return { mode };
    case 'container':
      return { mode, container: needed(member, mode, value) };
    case 'path':
      return { mode, path: needed(member, mode, value) };
    case 'auto':
    case 'keep-id':
      return given({ mode, value: value || undefined });
    case 'no-map':
    case 'nomap':
      return { mode: 'no-map' };
    case 'bridge':
    case 'slirp4netns':
    case 'pasta':
      throw new BadParameter(`${member}: invalid namespace mode ${mode}: invalid argument`);
  }
}

/** A network namespace of its own means, for a daemon run by root, one on a bridge. */
function networkNamespace(choice: NamespaceChoice = {}): Namespace {
  const { nsmode: mode = '' } = choice;
  if (mode === '' || mode === 'default' || mode === 'private' || mode === 'bridge') {
    return { mode: 'bridge' };
  }
  if (mode === 'slirp4netns' || mode === 'pasta') {
    throw new BadParameter(
      `netns: ${mode} is for daemons without root rights; use bridge: invalid argument`,
    );
  }
  return namespace('netns', choice) ?? { mode: 'bridge' };
}

function needed(member: string, mode: string, value: string): string {
  if (value !== '') return value;
  throw new BadParameter(`${member}: namespace mode ${mode} needs a value: invalid argument`);
}

function decodeMappings(mappings: ContainerCreate['idmappings']): NamespaceConfig['idMappings'] {
  if (!mappings) return undefined;
  const list = (entries: typeof mappings.UIDMap) =>
    (entries ?? []).map(({ container_id = 0, host_id = 0, size = 0 }) => ({
      container: container_id,
      host: host_id,
      size,
    }));
  const uids = list(mappings.UIDMap);
  const gids = list(mappings.GIDMap);
  return uids.length + gids.length === 0 ? undefined : { uids, gids };
}
