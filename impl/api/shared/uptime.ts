/** Seconds since boot as Podman tells them: `1h 9m 0.00s (Approximately 0.04 days)`. */
export function uptimeText(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${minutes}m ${(seconds % 60).toFixed(2)}s`;
  return hours === 0
    ? rest
    : `${hours}h ${rest} (Approximately ${(seconds / 86_400).toFixed(2)} days)`;
}
