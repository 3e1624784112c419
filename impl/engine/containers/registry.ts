import { Conflict, InternalError } from '../../errors.ts';
import { noSuchContainer } from './container.ts';
import type { Container } from './container.ts';
import { newName } from './names.ts';

/** All containers of this root by id and name. The daemon holds every record in memory. */
export class Registry {
  readonly #byId = new Map<string, Container>();
  readonly #byName = new Map<string, Container>();
  /** Names of containers that are being made. */
  readonly #promised = new Map<string, string>();
  readonly #isPod: (name: string) => boolean;
  #newest = 0;

  /** @param isPod whether a pod has the name: the two share theirs. */
  constructor(isPod: (name: string) => boolean = () => false) {
    this.#isPod = isPod;
  }

  /** In order of making; a list of its own, so that whoever walks it may remove. */
  all(): Container[] {
    return [...this.#byId.values()];
  }

  get size(): number {
    return this.#byId.size;
  }

  byId(id: string): Container | undefined {
    return this.#byId.get(id);
  }

  byName(name: string): Container | undefined {
    return this.#byName.get(name);
  }

  /**
   * By full id, then name, then unique prefix of an id, as both engines do. Throws NotFound, and
   * InternalError (the status of both engines) when several ids begin so.
   */
  find(text: string): Container {
    const name = text.startsWith('/') ? text.slice(1) : text;
    const exact = this.#byId.get(name) ?? this.#byName.get(name);
    if (exact) return exact;
    const matching = name === '' ? [] : this.#withPrefix(name);
    if (matching.length > 1) {
      throw new InternalError(
        `more than one result for container name or ID "${text}": ambiguous prefix of ${matching.length} IDs`,
        { rootCause: 'ambiguous prefix' },
      );
    }
    if (!matching[0]) throw noSuchContainer(text);
    return matching[0];
  }

  /**
   * Keeps a name for container `id` that is being made: the wanted one, or a generated one.
   * Give it back with `release` if nothing comes of it. Throws Conflict when it is taken.
   */
  promise(wanted: string | undefined, id: string): string {
    const name = wanted ?? newName((candidate) => this.isTaken(candidate));
    const holder = this.#holder(name);
    if (holder !== undefined) throw nameInUse(name, holder);
    if (this.#isPod(name)) throw nameOfPod(name);
    this.#promised.set(name, id);
    return name;
  }

  release(name: string): void {
    this.#promised.delete(name);
  }

  /** Now, but never what another container has: the order of making stays clear. Milliseconds since 1970. */
  nextMoment(): number {
    this.#newest = Math.max(Date.now(), this.#newest + 1);
    return this.#newest;
  }

  add(container: Container): void {
    this.#newest = Math.max(this.#newest, container.record.created);
    this.#promised.delete(container.record.name);
    this.#byId.set(container.id, container);
    this.#byName.set(container.record.name, container);
  }

  rename(container: Container, name: string): void {
    this.#promised.delete(name);
    this.#byName.delete(container.record.name);
    container.record.name = name;
    this.#byName.set(name, container);
  }

  delete(container: Container): void {
    this.#byId.delete(container.id);
    this.#byName.delete(container.record.name);
  }

  /** Whether a container, one that is being made, or a pod has the name. */
  isTaken(name: string): boolean {
    return this.#holder(name) !== undefined || this.#isPod(name);
  }

  #holder(name: string): string | undefined {
    return this.#byName.get(name)?.id ?? this.#promised.get(name);
  }

  #withPrefix(prefix: string): Container[] {
    const found: Container[] = [];
    for (const [id, container] of this.#byId) if (id.startsWith(prefix)) found.push(container);
    return found;
  }
}

function nameOfPod(name: string): Conflict {
  return new Conflict(`name "${name}" is in use: pod already exists`, {
    rootCause: 'pod already exists',
  });
}

/** 409. The words are those that Docker's clients look for; the cause is Podman's. */
function nameInUse(name: string, holder: string): Conflict {
  return new Conflict(
    `the container name "${name}" is already in use by container "${holder}". You have to remove (or rename) that container to be able to reuse that name: that name is already in use`,
    { rootCause: 'that name is already in use' },
  );
}
