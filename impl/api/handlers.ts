import type { Engine } from '../engine/engine.ts';
import { VersionReader } from '../engine/system/version.ts';
import { compatContainers } from './compat/containers/handlers.ts';
import { compatDiskUsage } from './compat/disk-usage.ts';
import { compatEvents } from './compat/events.ts';
import { compatExec } from './compat/exec.ts';
import { compatImageBuild } from './compat/images/build.ts';
import { compatImages } from './compat/images/handlers.ts';
import { compatNetworks } from './compat/networks.ts';
import { compatSecrets } from './compat/secrets.ts';
import { compatSystem } from './compat/system.ts';
import { compatSystemInfo } from './compat/system-info.ts';
import { compatVolumes } from './compat/volumes.ts';
import type { AllHandlers } from './handler.ts';
import { libpodContainers } from './libpod/containers/handlers.ts';
import { libpodDiskUsage } from './libpod/disk-usage.ts';
import { libpodEvents } from './libpod/events.ts';
import { libpodExec } from './libpod/exec.ts';
import { libpodFigures } from './libpod/figures.ts';
import { libpodImageBuild } from './libpod/images/build.ts';
import { libpodImages } from './libpod/images/handlers.ts';
import { libpodKube } from './libpod/kube.ts';
import { libpodManifests } from './libpod/manifests.ts';
import { libpodNetworks } from './libpod/networks.ts';
import { libpodPods } from './libpod/pods/handlers.ts';
import { libpodSecrets } from './libpod/secrets.ts';
import { libpodSystem } from './libpod/system.ts';
import { libpodSystemCheck } from './libpod/system-check.ts';
import { libpodSystemInfo } from './libpod/system-info.ts';
import { libpodSystemPrune } from './libpod/system-prune.ts';
import { libpodSystemd } from './libpod/systemd.ts';
import { libpodVolumes } from './libpod/volumes.ts';

/**
 * The handler of every operation, by operation id: the type checker knows of one that is missing. `addresses` is where the daemon
 * listens, known by the first request.
 */
export function createHandlers(engine: Engine, addresses: readonly string[] = []): AllHandlers {
  const versions = new VersionReader(engine.runtime);
  return {
    ...libpodContainers(engine),
    ...libpodExec(engine),
    ...libpodFigures(engine),
    ...libpodImages(engine),
    ...libpodManifests(engine),
    ...libpodImageBuild(engine),
    ...libpodEvents(engine.events),
    ...libpodSystem(versions),
    ...libpodSystemInfo(engine.system),
    ...libpodDiskUsage(engine.system),
    ...libpodSystemPrune(engine),
    ...libpodSystemCheck(engine),
    ...libpodSystemd(engine, addresses),
    ...libpodKube(engine),
    ...libpodVolumes(engine),
    ...libpodSecrets(engine.secrets),
    ...libpodNetworks(engine),
    ...libpodPods(engine),
    ...compatContainers(engine),
    ...compatExec(engine),
    ...compatImages(engine),
    ...compatImageBuild(engine),
    ...compatEvents(engine.events),
    ...compatSystem(versions),
    ...compatSystemInfo(engine.system),
    ...compatDiskUsage(engine),
    ...compatVolumes(engine),
    ...compatSecrets(engine.secrets),
    ...compatNetworks(engine),
  };
}
