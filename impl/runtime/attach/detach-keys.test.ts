import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { DEFAULT_DETACH_KEYS, DetachDetector, parseDetachKeys } from './detach-keys.ts';

describe('detach keys', () => {
  for (const [text, bytes] of [
    [DEFAULT_DETACH_KEYS, [16, 17]],
    ['ctrl-@', [0]],
    ['ctrl-A,b', [1, 98]],
    ['ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_', [27, 28, 29, 30, 31]],
    ['', []],
  ] as const) {
    test(JSON.stringify(text), () => assert.deepEqual([...parseDetachKeys(text)], [...bytes]));
  }

  for (const text of ['ctrl-', 'ctrl-1', 'ab', 'a,,b', 'alt-x']) {
    test(`${text} is refused`, () => assert.throws(() => parseDetachKeys(text), { status: 400 }));
  }

  test('a second first key does not hide the sequence', () => {
    const detector = new DetachDetector(Buffer.from('aab'));
    assert.deepEqual(feedAll(detector, ['xa', 'a', 'ab', 'z']), { text: 'xa', detach: true });
  });

  test('what is typed goes through as if nobody looked, in whatever pieces', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(letters, fc.array(letters), (keys, pieces) => {
        const typed = pieces.join('');
        const found = keys === '' ? -1 : typed.indexOf(keys);
        assert.deepEqual(feedAll(new DetachDetector(Buffer.from(keys)), pieces), {
          text: found === -1 ? typed : typed.slice(0, found),
          detach: found !== -1,
        });
      }),
    );
  });
});

function feedAll(detector: DetachDetector, pieces: string[]): { text: string; detach: boolean } {
  let text = '';
  for (const piece of pieces) {
    const { pass, detach } = detector.feed(Buffer.from(piece));
    text += pass.toString();
    if (detach) return { text, detach };
  }
  return { text: text + detector.flush().toString(), detach: false };
}
