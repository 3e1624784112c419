import type { Duplex } from 'node:stream';
import { BadParameter, Conflict, NotFound } from '../../errors.ts';
import { DEFAULT_DETACH_KEYS, parseDetachKeys } from '../../runtime/attach/detach-keys.ts';
import { relay } from '../../runtime/attach/relay.ts';
import type { Attachment } from '../../runtime/types.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { describeState } from './errors.ts';
import { withLogs, writeLogs } from './logs.ts';
import type { AttachOptions, AttachSession } from './view.ts';

/**
 * The `attach` verb. To a container that does not run yet it holds the line: the connection to
 * conmon is made before its process runs, so that not a byte is missed. Throws BadParameter for
 * bad detach keys, Conflict for a paused container.
 */
export async function attach(
  context: Context,
  name: string,
  options: AttachOptions,
): Promise<AttachSession> {
  const container = context.registry.find(name);
  const detachKeys = parseDetachKeys(options.detachKeys ?? DEFAULT_DETACH_KEYS);
  if (!options.logs && !options.stream) {
    throw new BadParameter('at least one of logs or stream must be set');
  }
  if (['paused', 'restarting', 'removing'].includes(container.state)) {
    throw new Conflict(`cannot attach: container ${describeState(container)}`);
  }
  const { record } = container;
  const { terminal } = record.config.process;
  const line = options.stream ? await openLine(context, container) : undefined;
  context.emit({ action: 'attach', record });
  return {
    terminal,
    async serve(connection: Duplex): Promise<void> {
      const joined = options.logs && line?.runs;
      if (options.logs && !joined) await writeLogs(context, container, connection, options);
      if (!line) return;
      const attachment = await Promise.race([line.attachment, closed(connection)]);
      line.hangUp();
      if (attachment) {
        const source = joined ? withLogs(context, container, attachment) : attachment;
        await relay(source, connection, { ...options, terminal, detachKeys });
      } else if (joined) await writeLogs(context, container, connection, options);
    },
  };
}

/** The connection to conmon, now or at the start to come; undefined when that never comes. */
interface Line {
  attachment: Promise<Attachment | undefined>;
  /** It is to a process that runs, so that what was logged and what is sent have to be joined. */
  runs: boolean;
  /** Stops waiting for the start. */
  hangUp(): void;
}

/** Under the lock, so that a start is either over or yet to come. */
function openLine(context: Context, container: Container): Promise<Line> {
  return container.exclusively(async () => {
    const directory = context.directories.bundle(container.id);
    if (container.hasProcess) {
      const attachment = await unlessEnded(context.runtime.attach(directory));
      return { attachment: Promise.resolve(attachment), runs: true, hangUp: () => undefined };
    }
    return awaitStart(context, container);
  });
}

function awaitStart(context: Context, container: Container): Line {
  const { promise, resolve } = Promise.withResolvers<Attachment | undefined>();
  const arrive = async (directory: string): Promise<void> => {
    resolve(await unlessEnded(context.runtime.attach(directory)));
  };
  container.arriving.add(arrive);
  const removal = container.waiters.add(['removed']);
  void removal.result.then(() => resolve(undefined));
  return {
    attachment: promise,
    runs: false,
    hangUp() {
      container.arriving.delete(arrive);
      removal.cancel();
    },
  };
}

/** One that ended this moment has nothing more to say. */
async function unlessEnded(connecting: Promise<Attachment>): Promise<Attachment | undefined> {
  try {
    return await connecting;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Resolves when the client leaves; it may do so long before the start. */
function closed(connection: Duplex): Promise<undefined> {
  return new Promise((resolve) => {
    if (connection.destroyed) resolve(undefined);
    connection.once('close', () => resolve(undefined));
    connection.on('error', () => resolve(undefined));
  });
}
