import type { Results } from './run.ts';

/** What the reference daemon has to reach, each against the others in the same run. */
export type Bar = { case: string } & (
  | { timesFasterThan: 'fastest' | 'docker'; factor: number }
  | { below: number }
);

export const bars: readonly Bar[] = [
  { case: 'run-no-network', timesFasterThan: 'fastest', factor: 2 },
  { case: 'run-bridge', timesFasterThan: 'fastest', factor: 3 },
  { case: 'run-user-network', timesFasterThan: 'fastest', factor: 4 },
  { case: 'between-256mb', timesFasterThan: 'fastest', factor: 1 },
  { case: 'published-256mb', timesFasterThan: 'fastest', factor: 1 },
  // That they do is what counts.
  { case: 'resolve-50', below: 60_000 },
  { case: 'pod-5', timesFasterThan: 'fastest', factor: 3 },
  { case: 'exec', timesFasterThan: 'fastest', factor: 3 },
  { case: 'exec-200mb', timesFasterThan: 'docker', factor: 1 },
  { case: 'attach-200mb', timesFasterThan: 'docker', factor: 1 },
  { case: 'memory-streams', below: 150 },
  { case: 'copy-in-200mb', timesFasterThan: 'fastest', factor: 1 },
  { case: 'copy-out-200mb', timesFasterThan: 'fastest', factor: 1 },
  { case: 'run-200', timesFasterThan: 'fastest', factor: 1 },
  { case: 'memory-200', below: 200 },
  { case: 'pull-500mb', timesFasterThan: 'fastest', factor: 1 },
  { case: 'push-500mb', timesFasterThan: 'fastest', factor: 1 },
  { case: 'load-500mb', timesFasterThan: 'fastest', factor: 1 },
  { case: 'save-500mb', timesFasterThan: 'fastest', factor: 1 },
  { case: 'unpack-20000', timesFasterThan: 'fastest', factor: 1 },
  { case: 'build-cold', timesFasterThan: 'fastest', factor: 1 },
  { case: 'build-cached', timesFasterThan: 'fastest', factor: 1 },
  { case: 'memory-images', below: 250 },
  { case: 'inspect', timesFasterThan: 'docker', factor: 1 },
  { case: 'list-200', timesFasterThan: 'docker', factor: 1 },
  { case: 'logs-32mb', timesFasterThan: 'fastest', factor: 15 },
  { case: 'memory', below: 120 },
  { case: 'tap', below: 1 },
];

/** `unjudged`: the reference, or the engine that the bar compares with, was not in the run. */
export type Verdict = 'pass' | 'miss' | 'unjudged';

export const reference = 'reference';

export function judge(bar: Bar, results: Results): { bar: Bar; verdict: Verdict; text: string } {
  const text = wording(bar);
  if (!results.get(bar.case)?.has(reference)) return { bar, text, verdict: 'unjudged' };
  const mine = median(results, bar.case, reference);
  if ('below' in bar) {
    return { bar, text, verdict: verdict(mine !== undefined && mine < bar.below) };
  }
  const other = opponent(results, bar.case, bar.timesFasterThan);
  if (other === undefined) return { bar, text, verdict: 'unjudged' };
  return { bar, text, verdict: verdict(mine !== undefined && other / mine >= bar.factor) };
}

function wording(bar: Bar): string {
  if ('below' in bar) return `below ${bar.below}`;
  const whom = bar.timesFasterThan === 'fastest' ? 'the fastest' : bar.timesFasterThan;
  return bar.factor === 1 ? `faster than ${whom}` : `${bar.factor} times faster than ${whom}`;
}

function verdict(reached: boolean): Verdict {
  return reached ? 'pass' : 'miss';
}

/** How many times faster the reference is than the fastest other engine; undefined if unknown. */
export function ratio(results: Results, name: string): number | undefined {
  const mine = median(results, name, reference);
  const other = opponent(results, name, 'fastest');
  return mine === undefined || other === undefined ? undefined : other / mine;
}

function opponent(results: Results, name: string, who: 'fastest' | 'docker'): number | undefined {
  const others = [...(results.get(name)?.keys() ?? [])].filter((engine) => engine !== reference);
  const wanted = who === 'fastest' ? others : others.filter((engine) => engine === who);
  const known = wanted.flatMap((engine) => median(results, name, engine) ?? []);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** The median of an engine's samples of a case, if it has any. */
export function median(results: Results, name: string, engine: string): number | undefined {
  const figures = results.get(name)?.get(engine);
  if (!figures || 'failure' in figures || figures.samples.length === 0) return undefined;
  const sorted = figures.samples.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
