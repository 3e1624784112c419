import { BadParameter, NotFound } from '../../errors.ts';
import { defaultNetworkName } from '../../network/types.ts';
import { missingControllers } from '../../runtime/spec/resources.ts';
import { checkHost } from './check-host.ts';
import { checkLimits } from './check-limits.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { Context } from './context.ts';
import { networkMode } from './network.ts';

const logDrivers = ['k8s-file', 'json-file', 'none', 'passthrough'];

/**
 * Refuses a merged configuration that could never run. Throws BadParameter or NotFound.
 * @returns warnings: what was asked for and will not be
 */
export function checkConfig(context: Context, config: ContainerConfig): string[] {
  checkRestart(config);
  checkLog(config);
  checkNetworks(context, config);
  checkProcess(config);
  checkLimits(config, context.runtime.layout);
  checkHost(config);
  return [...missingControllers(config.resources, context.runtime.layout), ...warnings(config)];
}

/** What Docker and Podman say of options without effect. */
function warnings(config: ContainerConfig): string[] {
  const { memory } = config.resources;
  const mode = networkMode(config);
  const found: string[] = [];
  if (memory?.disableOOMKiller && !memory.limit && config.tree === 'compat') {
    found.push(
      'OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.',
    );
  }
  if (config.tree === 'libpod' && mode !== 'bridge' && config.network.ports.length > 0) {
    found.push(
      'Port mappings have been discarded as one of the Host, Container, Pod, and None network modes are in use',
    );
  }
  if (config.tree === 'compat' && mode === 'host' && config.network.ports.length > 0) {
    found.push('Published ports are discarded when using host network mode');
  }
  return found;
}

function checkRestart({ restart, autoRemove, tree }: ContainerConfig): void {
  if (restart.tries !== undefined && restart.tries < 0) {
    throw new BadParameter('maximum retry count cannot be negative');
  }
  if (restart.tries && restart.policy !== 'on-failure') {
    throw new BadParameter(
      `maximum retry count cannot be used with restart policy '${restart.policy}': invalid argument`,
    );
  }
  // Docker refuses the pair; Podman restarts, and never gets to the removal.
  if (autoRemove && restart.policy !== 'no' && tree === 'compat') {
    throw new BadParameter("can't create 'AutoRemove' container with restart policy");
  }
}

function checkLog({ log }: ContainerConfig): void {
  if (log.driver && !logDrivers.includes(log.driver)) {
    throw new BadParameter(`logger: no log driver named '${log.driver}' is registered`);
  }
}

function checkProcess({ namespaces, process, systemd }: ContainerConfig): void {
  if (process.hostname && namespaces.uts?.mode === 'host') {
    throw new BadParameter(
      'conflicting options: cannot set hostname when running in the host UTS namespace',
    );
  }
  if (process.init && systemd === 'always') {
    throw new BadParameter('cannot use container-init binary with systemd=always');
  }
}

/** Podman looks the networks up at create; Docker at start, where the core refuses the unknown ones. */
function checkNetworks(context: Context, config: ContainerConfig): void {
  const { networks } = config.network;
  const mode = networkMode(config);
  if (mode !== 'bridge' && Object.keys(networks).length > 0) {
    if (config.tree === 'libpod') {
      throw new BadParameter(
        `networks need a bridge network, and the network mode is ${mode}: invalid argument`,
      );
    }
  }
  if (config.tree !== 'libpod') return;
  for (const name of Object.keys(networks)) {
    if (name === defaultNetworkName || context.network.byName(name)) continue;
    throw new NotFound(`unable to find network with name or ID ${name}: network not found`, {
      rootCause: 'network not found',
    });
  }
}
