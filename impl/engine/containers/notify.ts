import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sendDatagram } from '../../kernel/datagram.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { Context } from './context.ts';
import type { ContainerRecord } from './record.ts';

/** Where a container finds the socket on which it says that it is ready. */
const FOLDER = '/run/notify';

/** The daemon's own socket to its service manager (sd_notify(3)), for containers that tell it something. */
export function notifySocketFor({ sdnotify }: ContainerConfig): string | undefined {
  if (!sdnotify || sdnotify === 'ignore') return undefined;
  return process.env['NOTIFY_SOCKET'] || undefined;
}

/** The socket that conmon passes the container's messages on to; in the mode `container` only. */
export function relayedSocket({ sdnotify, notifySocket }: ContainerConfig): string | undefined {
  return sdnotify === 'container' ? notifySocket : undefined;
}

/** The folder in which conmon makes its socket, as a file of the container's, where it has one. */
export function notifyFolder(
  config: ContainerConfig,
  directory: string,
): { source: string; destination: string }[] {
  if (!relayedSocket(config)) return [];
  const source = join(directory, 'notify');
  mkdirSync(source, { recursive: true });
  return [{ source, destination: FOLDER }];
}

/** The configuration with the variable that names the socket, where the container has one. */
export function withNotifySocket(config: ContainerConfig): ContainerConfig {
  if (!relayedSocket(config)) return config;
  const env = { ...config.process.env, NOTIFY_SOCKET: `${FOLDER}/notify.sock` };
  return { ...config, process: { ...config.process, env } };
}

/**
 * Tells the service manager of a container that has started: whom to watch, and in the mode
 * `conmon` that it is ready. As with Podman, a manager that does not listen fails no start.
 */
export function tellStarted(context: Pick<Context, 'log'>, record: ContainerRecord): void {
  const { sdnotify, notifySocket } = record.config;
  if (!notifySocket) return;
  const ready = sdnotify === 'conmon' ? '\nREADY=1' : '';
  try {
    sendDatagram(notifySocket, `MAINPID=${record.conmonPid}${ready}`);
  } catch (error) {
    context.log.warn(
      `telling the service manager of container ${record.id} failed: ${String(error)}`,
    );
  }
}
