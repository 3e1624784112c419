/** A container as far as the order of work on a pod is concerned. */
export interface Member {
  readonly id: string;
  /** Ids of containers that must run before it; of others than the pod's nothing is known here. */
  readonly dependencies: readonly string[];
}

/** What happened to each container, by id, in the order of the members; undefined is success. */
export type Outcomes = Map<string, Error | undefined>;

/**
 * Works on every container, each once those that it depends on are done, and side by side where
 * none waits for another. One whose dependency failed is not worked on.
 */
export async function forwards(
  members: readonly Member[],
  work: (id: string) => Promise<void>,
): Promise<Outcomes> {
  const before = new Map(members.map((member) => [member.id, member.dependencies]));
  return walk(members, before, work, (id) => {
    const words = `a dependency of container ${id} failed to start: container state improper`;
    return new Error(words);
  });
}

/** The same the other way round, dependants first; a failure keeps nobody from the others. */
export async function backwards(
  members: readonly Member[],
  work: (id: string) => Promise<void>,
): Promise<Outcomes> {
  const before = new Map(
    members.map(({ id }) => [
      id,
      members.filter(({ dependencies }) => dependencies.includes(id)).map((other) => other.id),
    ]),
  );
  return walk(members, before, work);
}

async function walk(
  members: readonly Member[],
  before: ReadonlyMap<string, readonly string[]>,
  work: (id: string) => Promise<void>,
  refusal?: (id: string) => Error,
): Promise<Outcomes> {
  const done = new Map<string, Promise<Error | undefined>>();
  const run = (id: string): Promise<Error | undefined> => {
    const known = done.get(id);
    if (known) return known;
    const outcome = attempt(id);
    done.set(id, outcome);
    return outcome;
  };
  const attempt = async (id: string): Promise<Error | undefined> => {
    const earlier = (before.get(id) ?? []).filter((other) => before.has(other));
    const failed = (await Promise.all(earlier.map(run))).some((error) => error !== undefined);
    if (failed && refusal) return refusal(id);
    return work(id).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
  };
  return new Map(await Promise.all(members.map(async ({ id }) => [id, await run(id)] as const)));
}
