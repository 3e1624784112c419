import type { Digest } from '../../../storage/types.ts';

/** Where a layer on its way here stands. */
export type LayerStep =
  | 'waiting'
  | 'downloading'
  | 'downloaded'
  | 'extracting'
  | 'complete'
  /** It was here before. */
  | 'exists'
  /** The whole image was. */
  | 'known';

/** What is told while an image is pulled; each tree has its own words for it. */
export type PullEvent =
  /** A registry is about to be asked. */
  | { kind: 'trying'; name: string }
  /** It has the image; `tag` may be a digest. */
  | { kind: 'found'; name: string; repository: string; tag: string }
  | { kind: 'layer'; digest: Digest; step: LayerStep; done?: number; size: number }
  | { kind: 'config'; digest: Digest }
  | { kind: 'stored' }
  | { kind: 'pulled'; name: string; digest: Digest; id: string; isNew: boolean };

/** Bytes are told when they are this much more, and at most so often. */
const STEP = 100;

/** Thins a stream of figures out to what a person can see. Milliseconds. */
export function seldom(tell: (done: number) => void): (done: number) => void {
  let last = 0;
  return (done) => {
    const now = performance.now();
    if (now - last < STEP) return;
    last = now;
    tell(done);
  };
}
