import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as fc from 'fast-check';

/** Failures are kept here, for whoever finds the run's output gone. */
const folder = path.join(import.meta.dirname, '../../.cache/failures');

export interface Bounds {
  /** Milliseconds; what was checked until then counts. */
  readonly timeBox: number;
  readonly seed?: number;
  /** Where in the tree of shrunk cases to begin, as a failure printed it. */
  readonly path?: string;
}

/**
 * Checks values until the time is over. What runs then is told to end and is waited for:
 * fast-check on its own returns at once and leaves it going in the background.
 *
 * Throws fast-check's report: the shrunk value, seed and path; it is kept in a file, too.
 * @param check its signal is aborted when the time is over; what it has not begun, it leaves out
 * @returns how many values were checked whole
 */
export async function checkWithin<T>(
  values: fc.Arbitrary<T>,
  bounds: Bounds,
  check: (value: T, over: AbortSignal) => Promise<void>,
): Promise<number> {
  const over = AbortSignal.timeout(bounds.timeBox);
  let last: Promise<void> = Promise.resolve();
  let whole = 0;
  const property = fc.asyncProperty(values, async (value) => {
    last = check(value, over);
    await last;
    if (!over.aborted) whole += 1;
  });
  const report = await fc.check(property, {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: bounds.timeBox,
    includeErrorInReport: true,
    ...(bounds.seed === undefined ? {} : { seed: bounds.seed }),
    ...(bounds.path === undefined ? {} : { path: bounds.path }),
  });
  await last.catch(() => undefined); // a failure after the end of time is not told
  if (report.counterexample !== null) {
    const told = await fc.asyncDefaultReportMessage(report);
    throw new Error(`${told}\n\nkept in ${await keep(report.seed, told)}`);
  }
  return whole;
}

async function keep(seed: number, report: string): Promise<string> {
  const file = path.join(folder, `${seed}-${Date.now()}.txt`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${report}\n`);
  return path.relative(process.cwd(), file);
}
