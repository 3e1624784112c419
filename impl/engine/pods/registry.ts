import { InternalError, NotFound } from '../../errors.ts';
import type { PodRecord } from './record.ts';
import type { PodTable } from './table.ts';

/** The pods of one root by id and name: in memory, and written through to the table. */
export class PodRegistry {
  readonly #byId: Map<string, PodRecord>;
  readonly #table: PodTable;

  constructor(table: PodTable) {
    this.#table = table;
    this.#byId = new Map(table.load().map((pod) => [pod.id, pod]));
  }

  /** In order of making; also those that are being made or removed. */
  all(): PodRecord[] {
    return [...this.#byId.values()];
  }

  /** By full id, whatever its stage. */
  byId(id: string): PodRecord | undefined {
    return this.#byId.get(id);
  }

  /** Whatever its stage. */
  byName(name: string): PodRecord | undefined {
    return this.all().find((pod) => pod.name === name);
  }

  /** Of those that are whole or on their way out: by full id, name, then unique prefix of an id. Throws NotFound, InternalError when it is ambiguous. */
  find(text: string): PodRecord {
    const pods = this.all().filter(({ stage }) => stage !== 'making');
    const exact = pods.find(({ id }) => id === text) ?? pods.find(({ name }) => name === text);
    if (exact) return exact;
    const [first, ...others] = text === '' ? [] : pods.filter(({ id }) => id.startsWith(text));
    if (first === undefined) throw noSuchPod(text);
    if (others.length === 0) return first;
    throw new InternalError(`more than one result for pod name or ID ${text}: ambiguous prefix`, {
      rootCause: 'ambiguous prefix',
    });
  }

  add(pod: PodRecord): void {
    this.#table.insert(pod);
    this.#byId.set(pod.id, pod);
  }

  /** Changes what changes of a pod. */
  update(pod: PodRecord, change: Partial<Pick<PodRecord, 'infraId' | 'stage'>>): void {
    this.#table.save({ ...pod, ...change });
    Object.assign(pod, change);
  }

  delete(pod: PodRecord): void {
    this.#table.delete(pod.id);
    this.#byId.delete(pod.id);
  }
}

/** 404 in Podman's words. */
export function noSuchPod(name: string): NotFound {
  return new NotFound(`no pod with name or ID ${name} found: no such pod`, {
    rootCause: 'no such pod',
  });
}
