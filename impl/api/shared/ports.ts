import type { PortForward } from '../../network/types.ts';

/** Every single port of the forwards, ranges taken apart. */
export function singlePorts(ports: readonly PortForward[]): PortForward[] {
  return ports.flatMap((port) =>
    Array.from({ length: Math.max(1, port.range) }, (_, offset) => ({
      ...port,
      hostPort: port.hostPort === 0 ? 0 : port.hostPort + offset,
      containerPort: port.containerPort + offset,
      range: 1,
    })),
  );
}

/** `{"80/tcp": [{HostIp, HostPort}]}`; `hostIp` and `hostPort` say how to write what is unset. */
export function portMap(
  ports: readonly PortForward[],
  write: { hostIp: (address: string) => string; hostPort: (port: number) => string },
): Record<string, { HostIp: string; HostPort: string }[]> {
  const map: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { containerPort, protocol, hostIp, hostPort } of singlePorts(ports)) {
    const bindings = (map[`${containerPort}/${protocol}`] ??= []);
    bindings.push({ HostIp: write.hostIp(hostIp), HostPort: write.hostPort(hostPort) });
  }
  return map;
}
