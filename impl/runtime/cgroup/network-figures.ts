import type { Figures } from '../types.ts';

/** Counters by interface from the text of /proc/PID/net/dev, without the loopback. */
export function networkFigures(text: string): Figures['network'] {
  const rows = [...text.matchAll(/^\s*([^\s:]+):\s*(.*)$/gm)];
  return Object.fromEntries(
    rows
      .filter(([, name]) => name !== 'lo')
      .map(([, name = '', columns = '']) => {
        // Eight columns received, eight sent: bytes, packets, errors, dropped and four rarer ones.
        const values = columns.trim().split(/\s+/).map(Number);
        const at = (column: number) => values[column] ?? 0;
        return [
          name,
          {
            rxBytes: at(0),
            rxPackets: at(1),
            rxErrors: at(2),
            rxDropped: at(3),
            txBytes: at(8),
            txPackets: at(9),
            txErrors: at(10),
            txDropped: at(11),
          },
        ];
      }),
  );
}
