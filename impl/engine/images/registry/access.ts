import { credentialsFromFiles } from '../../../registry/auth-files.ts';
import type { CredentialSource } from '../../../registry/credentials.ts';
import type { Place } from '../../../registry/places.ts';
import { readRegistriesConf } from '../../../registry/registries-conf.ts';
import type { RegistriesConf } from '../../../registry/registries-conf.ts';
import { Repository } from '../../../registry/repository.ts';
import { Session } from '../../../registry/session.ts';
import type { Patience } from '../../../registry/wire.ts';
import type { Tree } from '../../containers/view.ts';

/** How a client wants registries to be spoken to. */
export interface RegistryRequest {
  tree: Tree;
  /** Those that came with the request; without them Podman's tree looks into the files of logins. */
  credentials?: CredentialSource | undefined;
  /** False: a registry without a valid certificate, or without TLS, is good enough. */
  tlsVerify?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** What this host says about registries, read when first needed. */
export interface HostSettings {
  conf?: () => RegistriesConf;
  /** Of earlier logins. */
  logins?: CredentialSource;
  certificateFolders?: readonly string[];
  patience?: Patience;
}

/** Opens conversations with registries as the host and the request say. */
export class RegistryAccess {
  readonly #settings: HostSettings;
  #conf: RegistriesConf | undefined;

  constructor(settings: HostSettings = {}) {
    this.#settings = settings;
  }

  /** registries.conf. Throws InternalError when it cannot be read. */
  get conf(): RegistriesConf {
    this.#conf ??= (this.#settings.conf ?? readRegistriesConf)();
    return this.#conf;
  }

  /** Works with a repository; the connections are closed afterwards. */
  async with<T>(
    place: Place,
    request: RegistryRequest,
    work: (repository: Repository) => Promise<T>,
  ): Promise<T> {
    const { certificateFolders, patience, logins = credentialsFromFiles() } = this.#settings;
    const ownLogins = request.tree === 'libpod' ? logins : () => undefined;
    const source = request.credentials ?? ownLogins;
    const session = new Session(
      { registry: place.registry, insecure: isInsecure(place, request) },
      {
        credentials: await source(place.registry, place.repository),
        certificateFolders,
        patience,
      },
    );
    try {
      return await work(new Repository(session, place.repository));
    } finally {
      session.close();
    }
  }
}

/** Docker does not ask registries of the host itself for a certificate. */
function isInsecure(place: Place, { tree, tlsVerify }: RegistryRequest): boolean {
  if (place.insecure || tlsVerify === false) return true;
  return (
    tree === 'compat' && /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(place.registry)
  );
}
