/** RLIM_INFINITY of the kernel: a number that JavaScript's own cannot hold. */
const UNLIMITED = '18446744073709551615';

/** In ES2026; Node has it since 21. */
const json = JSON as unknown as { rawJSON(text: string): unknown };

/** JSON for the OCI runtime: `config.json` and exec's `process.json`. Infinity means unlimited. */
export function encodeOci(value: object): string {
  return JSON.stringify(value, (_, field: unknown) =>
    field === Infinity ? json.rawJSON(UNLIMITED) : field,
  );
}
