import { InternalError } from '../../../errors.ts';
import { given } from '../../../given.ts';
import type { HealthConfig } from '../../../container-config.ts';
import type { KubeContainer, KubeProbe } from '../objects.ts';

const SECOND = 1e9;

/**
 * A probe as a health check, with Kubernetes' defaults; undefined for one that does nothing. What
 * looks at the network does it from within the container, with curl and nc as Podman's do.
 */
export function healthCheck(
  probe: KubeProbe | undefined,
  container: KubeContainer,
): HealthConfig | undefined {
  const test = probe && testOf(probe, container);
  if (!test) return undefined;
  const atLeastOne = (value: number | undefined, usual: number) =>
    value === undefined || value < 1 ? usual : value;
  return given({
    test,
    interval: atLeastOne(probe.periodSeconds, 10) * SECOND,
    timeout: atLeastOne(probe.timeoutSeconds, 1) * SECOND,
    retries: atLeastOne(probe.failureThreshold, 3),
    startPeriod: delay(probe) * SECOND || undefined,
  });
}

function delay({ initialDelaySeconds = 0 }: KubeProbe): number {
  if (initialDelaySeconds >= 0) return initialDelaySeconds;
  throw new InternalError('healthcheck-start-period must be 0 seconds or greater');
}

function testOf(
  { exec, httpGet, tcpSocket }: KubeProbe,
  container: KubeContainer,
): string[] | undefined {
  if (exec) return commandTest(exec.command ?? []);
  if (httpGet) {
    const { scheme = 'HTTP', host = 'localhost', path = '/', port } = httpGet;
    const url = `${scheme.toLowerCase()}://${host}:${portNumber(port, container)}${path}`;
    return ['CMD-SHELL', `curl -f ${url} || exit 1`];
  }
  if (tcpSocket) {
    const { host = 'localhost', port } = tcpSocket;
    return ['CMD-SHELL', `nc -z -v ${host} ${portNumber(port, container)} || exit 1`];
  }
  return undefined;
}

/** A shell's command is told as one, so that it stays so when YAML is made of it again. */
function commandTest(command: readonly string[]): string[] | undefined {
  const [shell, flag, text, ...more] = command;
  if (shell === '/bin/sh' && flag === '-c' && text !== undefined && more.length === 0) {
    return ['CMD-SHELL', text];
  }
  return command.length === 0 ? undefined : ['CMD', ...command];
}

/** Ports have numbers, or names that one of the container's ports has. */
function portNumber(port: number | string | undefined, { ports = [] }: KubeContainer): number {
  const number = Number(port);
  if (Number.isInteger(number) && number > 0) return number;
  const named = ports.find(({ name }) => name !== undefined && name === port);
  if (named?.containerPort !== undefined) return named.containerPort;
  throw new InternalError(`failed to configure a probe: unknown port ${port}`);
}
