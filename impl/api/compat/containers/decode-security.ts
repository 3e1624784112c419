import type { DockerHostConfig } from '../../../../spec/generated/schemas.gen.ts';
import type { Namespace, SecurityConfig } from '../../../container-config.ts';
import { BadParameter } from '../../../errors.ts';
import { protectedPaths } from '../../../runtime/spec/protected-paths.ts';
import { given } from '../../shared/given.ts';
import { applySecurityOption } from '../../shared/security-options.ts';

/** Rights of a container: privileges, capabilities and the list of security options. */
export function decodeSecurity(host: DockerHostConfig): SecurityConfig {
  const security: SecurityConfig = {
    privileged: host.Privileged ?? false,
    capAdd: host.CapAdd ?? [],
    capDrop: host.CapDrop ?? [],
    noNewPrivileges: false,
    selinuxOptions: [],
    mask: [],
    unmask: [],
    procOptions: [],
    readOnlyRoot: host.ReadonlyRootfs ?? false,
    // Docker leaves a read-only root without writable places.
    readWriteTmpfs: false,
  };
  for (const option of host.SecurityOpt ?? []) applySecurityOption(security, option);
  applyPaths(security, host);
  return security;
}

/**
 * Lists given here stand for the defaults (an empty one is what `systempaths=unconfined` sends);
 * the engine knows them by what they add and take away.
 */
function applyPaths(security: SecurityConfig, { MaskedPaths, ReadonlyPaths }: DockerHostConfig) {
  const defaults = protectedPaths({ tree: 'compat', security });
  const missing = (list: string[] | null | undefined, wanted: readonly string[]) =>
    list ? wanted.filter((path) => !list.includes(path)) : [];
  security.unmask.push(
    ...missing(MaskedPaths, defaults.masked),
    ...missing(ReadonlyPaths, defaults.readonly),
  );
  security.mask.push(...missing(defaults.masked, MaskedPaths ?? []));
  security.readOnlyPaths = missing(defaults.readonly, ReadonlyPaths ?? []);
}

const MODES: Readonly<Record<string, readonly string[]>> = {
  IpcMode: ['none', 'private', 'shareable', 'host'],
  PidMode: ['private', 'host'],
  UTSMode: ['private', 'host'],
  UsernsMode: ['private', 'host', 'auto', 'keep-id'],
  CgroupnsMode: ['private', 'host'],
};

/** The namespaces but the network's, which goes with the networks. */
export function decodeNamespaces(host: DockerHostConfig) {
  return given({
    ipc: namespace('IpcMode', host.IpcMode),
    pid: namespace('PidMode', host.PidMode),
    uts: namespace('UTSMode', host.UTSMode),
    user: namespace('UsernsMode', host.UsernsMode),
    cgroup: namespace('CgroupnsMode', host.CgroupnsMode),
  });
}

function namespace(field: string, mode = ''): Namespace | undefined {
  if (mode === '') return undefined;
  const [, kind, value] = /^(container|ns):(.+)$/.exec(mode) ?? [];
  if (kind === 'container') return { mode: 'container', container: value ?? '' };
  if (kind === 'ns') return { mode: 'path', path: value ?? '' };
  if (MODES[field]?.includes(mode)) return { mode } as Namespace;
  throw new BadParameter(`invalid ${field}: ${mode}`);
}
