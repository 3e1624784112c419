import { given } from '../../../given.ts';
import { normalizeCapability } from '../../../runtime/spec/capabilities.ts';
import type { KubeContainer } from '../objects.ts';
import type { Source } from './source.ts';

type SecurityContext = NonNullable<KubeContainer['securityContext']>;

/** What differs from what a container may do by default. */
export function securityContext({ view, user }: Source): SecurityContext {
  const { security } = view.config;
  return given({
    privileged: security.privileged || undefined,
    readOnlyRootFilesystem: security.readOnlyRoot || undefined,
    allowPrivilegeEscalation: security.noNewPrivileges ? false : undefined,
    capabilities: security.privileged ? undefined : capabilities(security),
    seLinuxOptions: selinux(security.selinuxOptions),
    procMount: security.unmask.some((path) => path.toUpperCase() === 'ALL')
      ? 'Unmasked'
      : undefined,
    runAsUser: user?.uid,
    runAsGroup: user?.gid,
  });
}

function capabilities({ capAdd, capDrop }: Source['view']['config']['security']) {
  if (capAdd.length + capDrop.length === 0) return undefined;
  return given({ add: names(capAdd), drop: names(capDrop) });
}

function names(capabilityNames: readonly string[]): string[] | undefined {
  if (capabilityNames.length === 0) return undefined;
  return [...new Set(capabilityNames.map(normalizeCapability))].sort();
}

/** `type:…`, `level:…`; `disable` is the type that may do everything. */
function selinux(options: readonly string[]): SecurityContext['seLinuxOptions'] {
  const said: Record<string, string> = {};
  for (const option of options) {
    const [kind = '', ...rest] = option.split(':');
    if (kind === 'disable') said['type'] = 'spc_t';
    else if (['user', 'role', 'type', 'level'].includes(kind)) said[kind] = rest.join(':');
  }
  return Object.keys(said).length === 0 ? undefined : said;
}
