import { BadParameter } from '../../errors.ts';

/** What both engines use when nothing is said. */
export const DEFAULT_DETACH_KEYS = 'ctrl-p,ctrl-q';

/**
 * `ctrl-p,ctrl-q`, `ctrl-@`, `a,b`: keys in the order of typing. A key is one character or
 * `ctrl-` with a letter or one of `@ [ \ ] ^ _`. Empty text turns detaching off.
 * Throws BadParameter.
 */
export function parseDetachKeys(text: string): Buffer {
  if (text === '') return Buffer.alloc(0);
  return Buffer.concat(text.split(',').map(parseKey));
}

function parseKey(key: string): Buffer {
  const control = /^ctrl-([a-z@[\\\]^_])$/i.exec(key)?.[1];
  // Control keys send the letter's code without its upper bits: @ is 0, A is 1 … _ is 31.
  if (control) return Buffer.from([control.toUpperCase().charCodeAt(0) & 0x1f]);
  if (/^.$/su.test(key)) return Buffer.from(key);
  throw new BadParameter(`invalid detach keys: unknown character "${key}"`);
}

/** Looks for the detach keys in what a client types, also when they come in several pieces. */
export class DetachDetector {
  readonly #keys: Buffer;
  /** How many of the keys the last bytes were; these are held back. */
  #matched = 0;

  constructor(keys: Buffer) {
    this.#keys = keys;
  }

  /**
   * @returns the bytes that go on to the process, and whether the keys are complete; what was
   * typed after them is dropped.
   */
  feed(input: Buffer): { pass: Buffer; detach: boolean } {
    if (this.#keys.length === 0) return { pass: input, detach: false };
    const held = this.#keys.subarray(0, this.#matched);
    const all = held.length === 0 ? input : Buffer.concat([held, input]);
    const found = all.indexOf(this.#keys);
    if (found !== -1) {
      this.#matched = 0;
      return { pass: all.subarray(0, found), detach: true };
    }
    this.#matched = this.#longestBeginning(all);
    return { pass: all.subarray(0, all.length - this.#matched), detach: false };
  }

  /** What is still held back; the client's input has ended. */
  flush(): Buffer {
    const held = this.#keys.subarray(0, this.#matched);
    this.#matched = 0;
    return held;
  }

  /** How many bytes at the end of `bytes` may be the beginning of the keys. */
  #longestBeginning(bytes: Buffer): number {
    for (let count = Math.min(this.#keys.length - 1, bytes.length); count > 0; count -= 1) {
      if (bytes.subarray(bytes.length - count).equals(this.#keys.subarray(0, count))) return count;
    }
    return 0;
  }
}
