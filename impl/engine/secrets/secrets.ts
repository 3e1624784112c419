import { randomInt } from 'node:crypto';
import type { Database } from '../../database.ts';
import { BadParameter, Conflict, InternalError, NotFound } from '../../errors.ts';
import { combineFilters, hasPair, namePattern } from '../filters.ts';
import type { Filters } from '../filters.ts';
import { FairLock } from '../lock.ts';
import { driverOf } from './drivers.ts';
import type { Secret, WantedSecret } from './secret.ts';
import { SecretStore } from './store.ts';

const idLength = 25;
const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Podman 5's rule, which allows all that older ones and Docker do. */
const namePatternOf = /^[^=/,\0]{1,253}$/;
/** Bytes; less than this. */
export const secretDataLimit = 512_000;

const makers = {
  id: (value: string) => (secret: Secret) => secret.id.startsWith(value),
  name: (value: string) => {
    const fits = namePattern(value);
    return (secret: Secret) => fits(secret.name);
  },
  'name-prefix': (value: string) => (secret: Secret) => secret.name.startsWith(value),
  names: (value: string) => (secret: Secret) => secret.name === value,
  label: (value: string) => (secret: Secret) => hasPair(secret.labels, value),
};

/**
 * The secrets of one root: small files that containers and builds are given without an image or an
 * inspect ever showing them. A container keeps the data that a secret had when it was made.
 */
export class Secrets {
  readonly #store: SecretStore;
  readonly #lock = new FairLock();

  constructor(root: string, database: Database) {
    this.#store = new SecretStore(root, database);
  }

  /** Folder of the data, as clients are told. */
  get folder(): string {
    return this.#store.folder;
  }

  /** Removes what a crash left. */
  recover(): Promise<void> {
    return this.#store.sweep();
  }

  /**
   * Keeps a secret. Throws BadParameter for a name or data that cannot be, or an unknown driver;
   * Conflict for a taken name, InternalError when the driver fails.
   */
  async create(wanted: WantedSecret): Promise<Secret> {
    checkWanted(wanted);
    return this.#lock.run(async () => {
      const { name, data, labels = {}, driverOptions = {} } = wanted;
      const former = this.#store.byName(name);
      if (former && !wanted.replace) {
        throw new Conflict(`${name}: secret name in use`, { rootCause: 'secret name in use' });
      }
      const now = Date.now();
      const created = former?.created ?? now;
      const version = (former?.version ?? 0) + 1;
      const driver = wanted.driver && wanted.driver !== 'file' ? { driver: wanted.driver } : {};
      const kept = { ...driver, driverOptions, created, updated: now, version };
      const secret = { id: newId(), name, labels, ...kept };
      try {
        await this.#store.write(secret, data);
        this.#store.save(secret);
      } catch (error) {
        // The first failure is the one to tell.
        await this.#store.discard(secret).catch(() => undefined);
        throw error;
      }
      if (former) await this.#store.discard(former);
      return secret;
    });
  }

  /** Throws BadParameter for an unknown filter. */
  list(filters: Filters | undefined, allowed: readonly string[] = Object.keys(makers)): Secret[] {
    const fits = combineFilters<Secret, undefined>(makers, filters, undefined, {
      allowed,
      unknown: (name) => `invalid filter "${name}"`,
    });
    return this.#store.list().filter((secret) => fits(secret));
  }

  /** By name, id or unique beginning of an id. Throws NotFound, InternalError for several that fit. */
  find(text: string): Secret {
    const named = this.#store.byName(text);
    if (named) return named;
    const fitting = this.#store.list().filter(({ id }) => text !== '' && id.startsWith(text));
    const exact = fitting.find(({ id }) => id === text);
    if (exact) return exact;
    if (fitting.length > 1) {
      throw new InternalError(`more than one result secret with prefix ${text}`);
    }
    if (fitting[0]) return fitting[0];
    throw new NotFound(`no secret with name or id "${text}": no such secret`, {
      rootCause: 'no such secret',
    });
  }

  /** The data. Throws NotFound, InternalError when its driver does not give it. */
  async read(text: string): Promise<Buffer> {
    return this.#store.read(this.find(text));
  }

  /**
   * Gives a secret other labels: all that Docker allows. Throws NotFound, InternalError when
   * somebody changed it since that version.
   */
  relabel(text: string, labels: Record<string, string>, version: number): Secret {
    const secret = this.find(text);
    if (secret.version !== version) throw new InternalError('update out of sequence');
    const changed = { ...secret, labels, updated: Date.now(), version: version + 1 };
    this.#store.save(changed);
    return changed;
  }

  /** Removes it; containers keep their copies. Throws NotFound. */
  remove(text: string): Promise<Secret> {
    return this.#lock.run(async () => {
      const secret = this.find(text);
      await this.#store.delete(secret);
      return secret;
    });
  }
}

function checkWanted({ name, data, driver = 'file', driverOptions = {} }: WantedSecret): void {
  if (!namePatternOf.test(name)) {
    throw new BadParameter(
      `secret name "${name}" can not include '=', '/', ',', or the '\\0' (NULL) and be between 1 and 253 characters: invalid secret name`,
      { rootCause: 'invalid secret name' },
    );
  }
  driverOf({ driver, driverOptions });
  if (data.length === 0 || data.length >= secretDataLimit) {
    throw new BadParameter(
      `secret data must be larger than 0 and less than ${secretDataLimit} bytes`,
    );
  }
}

function newId(): string {
  return Array.from({ length: idLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}
