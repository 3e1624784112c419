import { bind, check } from './libc.ts';

const CLOCK_REALTIME = 0;
const clockGettime = bind('int clock_gettime(int clock, _Out_ uint8_t *time)');

/**
 * The wall clock in whole microseconds since 1970 (clock_gettime(2)): `Date.now` knows milliseconds
 * only, and nanoseconds would not fit a JavaScript number.
 */
export function microseconds(): number {
  const time = Buffer.alloc(16);
  check(clockGettime(CLOCK_REALTIME, time), 'clock_gettime');
  const [seconds, nanoseconds] = [time.readBigInt64LE(0), time.readBigInt64LE(8)];
  return Number(seconds) * 1_000_000 + Math.floor(Number(nanoseconds) / 1000);
}
