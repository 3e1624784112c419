import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { IMAGE } from '../suite/scene.ts';
import { hijack } from '../suite/hijack.ts';
import { send } from '../suite/send.ts';
import { framedText, Reading } from '../suite/streams.ts';
import type { Address } from '../tap/address.ts';
import { checkWithin } from './bounded.ts';
import type { Bounds } from './bounded.ts';

/** What a program writes: so many bytes of its letter to one of its outputs. */
interface Write {
  readonly stream: 1 | 2;
  readonly size: number;
}

interface Story {
  readonly terminal: boolean;
  readonly writes: readonly Write[];
  /** Sizes that the terminal is given meanwhile. */
  readonly resizes: readonly (readonly [height: number, width: number])[];
  /** After so many bytes another client, attached too, leaves without a word. */
  readonly leavers: readonly number[];
}

const story: fc.Arbitrary<Story> = fc.record({
  terminal: fc.boolean(),
  writes: fc.array(
    fc.record({
      stream: fc.constantFrom(1 as const, 2 as const),
      size: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 70_000 })),
    }),
    { minLength: 1, maxLength: 20, size: 'max' },
  ),
  resizes: fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 })), {
    maxLength: 4,
  }),
  leavers: fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 3 }),
});

/**
 * Whatever a program writes to its outputs, in whatever pieces, comes to an attached client and
 * into the log whole and in order, while others change the terminal's size and leave.
 *
 * Throws fast-check's report: the shrunk story, seed and path, with the program's command.
 * @returns how many stories held
 */
export async function checkStreams(address: Address, bounds: Bounds): Promise<number> {
  return checkWithin(story, bounds, (told) => tell(address, told));
}

async function tell(engine: Address, { terminal, writes, resizes, leavers }: Story): Promise<void> {
  const Cmd = ['sh', '-c', script(writes)];
  const json = { Image: IMAGE, Cmd, Tty: terminal, HostConfig: { NetworkMode: 'none' } };
  const made = (await send(engine, 'POST', '/v1.41/containers/create', { json })).expect(201);
  const container = `/v1.41/containers/${(made.json as { Id: string }).Id}`;
  try {
    const output = await attach(engine, container);
    const others = await Promise.all(leavers.map(() => attach(engine, container)));
    (await send(engine, 'POST', `${container}/start`)).expect(204);
    await Promise.all([
      ...others.map((other, index) => leave(other, leavers[index]!)),
      ...resizes.map(([height, width]) =>
        send(engine, 'POST', `${container}/resize?h=${height}&w=${width}`),
      ),
    ]);
    const attached = await output.end();
    (await send(engine, 'POST', `${container}/wait`)).expect(200);
    const logs = await send(engine, 'GET', `${container}/logs?stdout=true&stderr=true`);
    for (const [name, bytes] of [
      ['attach', attached],
      ['logs', logs.bytes],
    ] as const) {
      if (terminal) assert.equal(squeezed(bytes.toString()), squeezed(expected(writes)), name);
      else
        for (const stream of [1, 2] as const) {
          const wanted = expected(
            writes.filter((write) => write.stream === stream),
            writes,
          );
          assert.equal(squeezed(framedText(bytes, stream)), squeezed(wanted), `${name} ${stream}`);
        }
    }
  } finally {
    await send(engine, 'DELETE', `${container}?force=true`);
  }
}

async function attach(engine: Address, container: string): Promise<Reading> {
  const taken = await hijack(engine, `${container}/attach?stream=true&stdout=true&stderr=true`);
  return new Reading(taken.stream);
}

async function leave(client: Reading, after: number): Promise<void> {
  await client.until((text) => text.length >= after || client.ended).catch(() => undefined);
  client.leave();
}

/** Each piece is written at once, in a letter of its own. */
function script(writes: readonly Write[]): string {
  return writes
    .map(({ stream, size }, index) => `printf '%${size}s' | tr ' ' ${letter(index)} >&${stream}`)
    .join('; ');
}

function letter(index: number): string {
  return String.fromCodePoint(97 + index);
}

function expected(some: readonly Write[], all: readonly Write[] = some): string {
  return some.map((write) => letter(all.indexOf(write)).repeat(write.size)).join('');
}

/** `aaabb` as `3a 2b`: a failure has to be readable. */
function squeezed(text: string): string {
  return text.replaceAll(/(.)\1*/gs, (run, char: string) => `${run.length}${char} `).trim();
}
