export { given, nonEmpty, nonZero } from '../../given.ts';
export type { Given } from '../../given.ts';
