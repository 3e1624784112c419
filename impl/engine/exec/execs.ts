import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import type { Database } from '../../database.ts';
import { Conflict, InternalError } from '../../errors.ts';
import { parseDetachKeys } from '../../runtime/attach/detach-keys.ts';
import { ExitFiles } from '../../runtime/exits.ts';
import { killTree } from '../../runtime/process-tree.ts';
import { isAlive, processStart } from '../../runtime/processes.ts';
import type { Container } from '../containers/container.ts';
import type { Tree } from '../containers/view.ts';
import { capture } from './capture.ts';
import type { Captured, CaptureOptions } from './capture.ts';
import { exitDirectory, sessionDirectory } from './context.ts';
import type { ExecContext } from './context.ts';
import { execEvent } from './exec-event.ts';
import {
  noCommand,
  noStreams,
  noSuchSession,
  notRunning,
  requireRunning,
  startedBefore,
  stillRunning,
} from './errors.ts';
import { ExecSession } from './session.ts';
import type { ExecConfig, ExecRecord, TerminalSize } from './session.ts';
import { complain, describeProcess, launch, pump, refusal } from './start.ts';
import type { StartOptions, StartOutcome } from './start.ts';
import { ExecTable } from './table.ts';

/** How long an ended session can still be asked about, in milliseconds; the document's figure. */
const KEPT = 5 * 60 * 1000;
/** The exit code of a process whose conmon was killed too, so that nobody saw its end. */
const UNSEEN = 255;
/** What Podman gives a session that was spent on a wrong request. */
const WRONG_REQUEST = 125;

/** A started session's streams. */
export interface ExecStreams {
  /** Settles when the process has ended and its end is recorded, or the client left or detached. */
  serve(connection: Duplex): Promise<void>;
}

/** The exec sessions of one root, for both trees. */
export class Execs {
  readonly #context: ExecContext;
  readonly #table: ExecTable;
  readonly #sessions = new Map<string, ExecSession>();

  constructor(database: Database, context: ExecContext) {
    this.#context = context;
    this.#table = new ExecTable(database);
  }

  /** Takes over what an earlier daemon knew. After the containers' recovery. */
  recover(): void {
    for (const record of this.#table.all()) {
      const session = new ExecSession(record);
      this.#sessions.set(record.id, session);
      const container = this.#context.containerById(record.containerId);
      if (!container) this.#forget(session);
      else if (record.state === 'running') void this.#recoverRunning(session);
      else if (record.state === 'ended') this.#scheduleRemoval(session);
    }
  }

  /** Forgets timers and watches; the processes live on without us. */
  close(): void {
    for (const session of this.#sessions.values()) {
      clearTimeout(session.removal);
      session.stopWatching();
    }
  }

  /**
   * Prepares a session; nothing runs yet.
   * Throws NotFound, Conflict when the container does not run, BadParameter for bad detach keys.
   */
  create(name: string, config: ExecConfig): string {
    if (!config.command[0]) throw noCommand(config.tree);
    if (config.detachKeys !== undefined) parseDetachKeys(config.detachKeys);
    const container = this.#context.container(name);
    requireRunning(container, config.tree);
    const record: ExecRecord = {
      id: randomBytes(32).toString('hex'),
      containerId: container.id,
      config,
      state: 'created',
      pid: 0,
      pidStart: 0,
      exitCode: 0,
      endedAt: 0,
    };
    this.#table.save(record);
    this.#sessions.set(record.id, new ExecSession(record));
    this.#context.emit(
      execEvent(container, record, 'exec-create', { command: config.command.join(' ') }),
    );
    return record.id;
  }

  /** By full id, as both engines want it. Throws NotFound. */
  inspect(id: string): Readonly<ExecRecord> {
    return this.#find(id).record;
  }

  /** Ids of a container's sessions, the ended ones of the last minutes included. */
  idsOf(containerId: string): string[] {
    return [...this.#sessions.values()]
      .filter(({ record }) => record.containerId === containerId)
      .map(({ record }) => record.id);
  }

  /**
   * Starts a session, once. Detached it runs when this resolves, and what keeps it from running is
   * thrown. Attached it runs once the streams are served, so that its output comes after the head
   * of the answer (Podman's client drops what comes in one piece with that), and what keeps it
   * from running is told in the streams.
   *
   * Throws NotFound, Conflict when the container does not run; an error by the tree when the
   * session was started before.
   * @returns the streams; nothing when detached
   */
  async start(id: string, options: StartOptions): Promise<ExecStreams | undefined> {
    const session = this.#find(id);
    const { record } = session;
    const container = this.#containerOf(record);
    requireRunning(container, options.tree);
    if (record.state !== 'created') throw startedBefore(record, options.tree);
    record.state = 'running';
    // From here on a daemon that dies leaves a session that is not started a second time.
    this.#table.save(record);
    if (options.tree === 'libpod') {
      const checked = this.#refuseEarly(session, container, options);
      session.launched = checked.catch(() => undefined);
      await checked;
    }
    if (options.detach) {
      const outcome = await this.#run(session, container, options);
      if (!('error' in outcome)) return undefined;
      throw refusal(outcome.error, options.tree);
    }
    return {
      serve: async (connection) => {
        const outcome = await this.#run(session, container, options);
        if ('error' in outcome) await complain(session, outcome.error, connection);
        else if (outcome.attachment) await pump(session, outcome.attachment, connection);
      },
    };
  }

  /**
   * Forgets a session; `force` ends its command first. Throws NotFound, InternalError when it runs
   * and `force` is not given.
   */
  async remove(id: string, force: boolean): Promise<void> {
    const session = this.#find(id);
    await session.launched;
    const { record } = session;
    if (record.state === 'running') {
      if (!force) throw stillRunning(record);
      const process = { pid: record.pid, start: record.pidStart };
      killTree(process, this.#context.runtime.processes(record.containerId));
      await session.ended;
    }
    this.#forget(session);
  }

  /** Runs a command for the engine's own ends; see `capture`. */
  capture(name: string, command: string[], options?: CaptureOptions): Promise<Captured> {
    return capture(this.#context, this.#context.container(name), command, options);
  }

  /** Sets the terminal's size. Throws NotFound; an error by the tree when it does not run. */
  async resize(
    id: string,
    size: TerminalSize,
    { tree, mayBeEnded = false }: { tree: Tree; mayBeEnded?: boolean },
  ): Promise<void> {
    const session = this.#find(id);
    const { record } = session;
    const container = this.#containerOf(record);
    if (!container.isLive && !mayBeEnded) {
      throw new Conflict(
        `cannot resize exec session ${id}: container ${container.id} is ${container.state}`,
        { rootCause: 'container state improper' },
      );
    }
    await session.launched;
    if (record.state !== 'running') {
      if (mayBeEnded) return;
      throw notRunning(record, tree);
    }
    if (!record.config.terminal) {
      // Docker lets it pass, the document does not.
      if (tree === 'compat') return;
      throw new InternalError(`exec session ${id} has no terminal to resize`);
    }
    const directory = sessionDirectory(this.#context, record);
    await this.#context.runtime.resize(directory, size.rows, size.columns);
  }

  /** The container is removed, and its sessions with it. */
  forgetContainer(containerId: string): void {
    for (const session of this.#sessions.values()) {
      if (session.record.containerId === containerId) this.#forget(session);
    }
  }

  #find(id: string): ExecSession {
    const session = this.#sessions.get(id);
    if (!session) throw noSuchSession(id);
    return session;
  }

  #containerOf({ id, containerId }: ExecRecord): Container {
    const container = this.#context.containerById(containerId);
    if (!container) throw noSuchSession(id);
    return container;
  }

  /** Podman finds these before it takes the connection over; the session is spent by the attempt. */
  async #refuseEarly(
    session: ExecSession,
    container: Container,
    options: StartOptions,
  ): Promise<void> {
    try {
      if (!hasStreams(session.record, options)) throw noStreams();
      await describeProcess(this.#context, container, session.record.config);
    } catch (error) {
      this.#end(session, WRONG_REQUEST);
      throw error instanceof Error ? refusal(error, options.tree) : error;
    }
  }

  async #run(
    session: ExecSession,
    container: Container,
    options: StartOptions,
  ): Promise<StartOutcome> {
    const { record } = session;
    const launching = launch(this.#context, container, session, options);
    session.launched = launching.then(() => undefined);
    const outcome = await launching;
    if ('error' in outcome) {
      this.#end(session, outcome.exitCode);
      return outcome;
    }
    record.pid = outcome.pid;
    record.pidStart = processStart(outcome.pid) ?? 0;
    this.#table.save(record);
    const command = record.config.command.join(' ');
    this.#context.emit(execEvent(container, record, 'exec-start', { command }));
    this.#watch(session);
    return outcome;
  }

  /** Sees to it that the end is recorded. The process may have ended before. */
  #watch(session: ExecSession): void {
    const { containerId } = session.record;
    const exits = new ExitFiles(exitDirectory(this.#context, session.record));
    session.stopWatching = () => exits.close();
    void exits.wait(containerId).then(({ exitCode }) => this.#end(session, exitCode));
  }

  async #recoverRunning(session: ExecSession): Promise<void> {
    const { record } = session;
    try {
      if (isAlive({ pid: record.pid, start: record.pidStart })) {
        this.#context.runtime.discardOutput(sessionDirectory(this.#context, record));
        this.#watch(session);
      } else this.#end(session, await this.#exitCodeOf(record));
    } catch (error) {
      this.#context.log.error(`recovering exec session ${record.id} failed`, error);
      this.#end(session, UNSEEN);
    }
  }

  async #exitCodeOf(record: ExecRecord): Promise<number> {
    const exits = new ExitFiles(exitDirectory(this.#context, record));
    const report = await exits.read(record.containerId);
    exits.close();
    return report?.exitCode ?? UNSEEN;
  }

  #end(session: ExecSession, exitCode: number): void {
    const { record } = session;
    const ran = record.pid > 0;
    session.stopWatching();
    Object.assign(record, { state: 'ended', exitCode, endedAt: Date.now() });
    this.#table.save(record);
    const container = this.#context.containerById(record.containerId);
    if (container && ran) {
      this.#context.emit(execEvent(container, record, 'exec-die', { exitCode }));
    }
    session.tellEnd();
    this.#scheduleRemoval(session);
    const directory = sessionDirectory(this.#context, record);
    rm(directory, { recursive: true, force: true }).catch((error: unknown) => {
      this.#context.log.error(`removing ${directory} failed`, error);
    });
  }

  #scheduleRemoval(session: ExecSession): void {
    const left = Math.max(0, session.record.endedAt + KEPT - Date.now());
    session.removal = setTimeout(() => this.#forget(session), left).unref();
  }

  #forget(session: ExecSession): void {
    clearTimeout(session.removal);
    session.stopWatching();
    this.#sessions.delete(session.record.id);
    this.#table.remove(session.record.id);
    session.tellEnd();
  }
}

function hasStreams({ config: { attach } }: ExecRecord, { detach }: StartOptions): boolean {
  return detach || attach.stdin || attach.stdout || attach.stderr;
}
