import type { VersionView } from '../../engine/system/version.ts';
import {
  DOCKER_API_MINIMUM,
  DOCKER_API_VERSION,
  LIBPOD_API_MINIMUM,
  LIBPOD_API_VERSION,
} from '../version.ts';

/** Refpod is run from its sources: there is no build to tell the time of. Clients parse the field. */
const NOT_BUILT = '1970-01-01T00:00:00Z';

/**
 * The body of both trees' `version`. The first component has to be named `Podman Engine`: that is
 * where `podman --remote` looks; the fields beside `Components` are what older Docker clients read.
 */
export function versionBody(view: VersionView) {
  return {
    Platform: { Name: view.platform },
    Components: [
      {
        Name: 'Podman Engine',
        Version: LIBPOD_API_VERSION,
        Details: {
          APIVersion: LIBPOD_API_VERSION,
          Arch: view.architecture,
          BuildTime: NOT_BUILT,
          Experimental: 'false',
          GitCommit: '',
          GoVersion: `node ${view.node}`,
          KernelVersion: view.kernel,
          MinAPIVersion: LIBPOD_API_MINIMUM,
          Os: view.os,
        },
      },
      { Name: 'Conmon', Version: view.conmon, Details: { Package: 'Unknown' } },
      {
        Name: `OCI Runtime (${view.runtime.name})`,
        Version: `${view.runtime.name} version ${view.runtime.version}`,
        Details: { Package: 'Unknown' },
      },
    ],
    Version: LIBPOD_API_VERSION,
    ApiVersion: DOCKER_API_VERSION,
    MinAPIVersion: DOCKER_API_MINIMUM,
    GitCommit: '',
    GoVersion: `node ${view.node}`,
    Os: view.os,
    Arch: view.architecture,
    KernelVersion: view.kernel,
    BuildTime: NOT_BUILT,
  };
}
