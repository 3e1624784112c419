import { stringify } from 'yaml';
import type { RunningTarget } from '../targets/target.ts';
import { isKnown, readKnown } from './known.ts';
import type { Known } from './known.ts';
import { Pair } from './pair.ts';
import type { Different } from './pair.ts';
import type { Scenario } from './scenario.ts';
import { CONTAINER_SCENARIOS } from './scenarios/containers.ts';
import { THING_SCENARIOS } from './scenarios/things.ts';

const SCENARIOS: readonly Scenario[] = [...CONTAINER_SCENARIOS, ...THING_SCENARIOS];

export interface AnswerReport {
  readonly scenarios: number;
  /** Answers differ, and nobody knows why. */
  readonly unknown: readonly Different[];
  /** Known divergences that did not show, each with the one operation and field that did not. */
  readonly stale: readonly Known[];
  /** Known divergences that did. */
  readonly shown: readonly Known[];
}

/** Tells every scenario to two engines and holds their answers against each other. */
export async function compareAnswers(
  engines: readonly [RunningTarget, RunningTarget],
): Promise<AnswerReport> {
  const known = await readKnown(engines.map(({ name }) => name));
  const libpod = engines.every(({ facts }) => facts.libpodApi !== undefined);
  const scenarios = SCENARIOS.filter((scenario) => libpod || !scenario.libpod);
  const differences: Different[] = [];
  for (const { name, tell } of scenarios) {
    const pair = new Pair(engines, name);
    try {
      await tell(pair);
    } finally {
      await pair.end();
    }
    differences.push(...pair.differences);
  }
  const shown = known.filter((entry) => differences.some((seen) => isKnown(entry, seen)));
  return {
    scenarios: scenarios.length,
    unknown: differences.filter((seen) => !known.some((entry) => isKnown(entry, seen))),
    stale: known
      .filter(({ unsteady }) => !unsteady)
      .flatMap(single)
      .filter((entry) => !differences.some((seen) => isKnown(entry, seen))),
    shown,
  };
}

/** An entry of its own for each operation and field. */
function single(known: Known): Known[] {
  return known.operation.flatMap((operation) =>
    known.field.map((field) => ({ ...known, operation: [operation], field: [field] })),
  );
}

/** Unknown differences as entries of the list, to fill in who is right, and why. */
export function asEntries(unknown: readonly Different[]): string {
  const same = Map.groupBy(unknown, ({ operation, field, says }) =>
    JSON.stringify([operation, field, says]),
  );
  const entries = [...same.values()].map(([first]) => {
    const { operation, field, says, shows } = first!;
    return { operation, field, says, right: '?', reason: '?', shows };
  });
  return entries.length === 0 ? '' : stringify(entries, { lineWidth: 0 });
}

/** A known difference in one line. */
export function asText({ operation, field, reason }: Known): string {
  return `${operation.join(', ')} ${field.join(', ')}: ${reason}`;
}
