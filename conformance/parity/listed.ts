import { describe } from '../properties/action.ts';
import { readAllDivergences } from './divergences.ts';
import { readAllKnown } from './known.ts';

/** A known difference as reports show it. */
export interface Listed {
  /** Operations and fields, or the action, the state it is done in, and what is looked at. */
  readonly where: string;
  readonly says: Readonly<Record<string, string | number>>;
  readonly right: string;
  readonly reason: string;
  /** A request or a sequence that shows it. */
  readonly shows: string;
}

/** Every known difference between engines: of answers, then of states after the same sequence. */
export async function listDivergences(): Promise<Listed[]> {
  const answers = (await readAllKnown()).map((known) => ({
    ...known,
    where: `${known.operation.join(', ')}: ${known.field.join(', ')}`,
  }));
  const states = (await readAllDivergences()).map((divergence) => ({
    ...divergence,
    where: `${divergence.action}, ${divergence.state ?? 'in any state'}: ${divergence.field}`,
    shows: divergence.shows.map(describe).join('; '),
  }));
  return [...answers, ...states];
}
